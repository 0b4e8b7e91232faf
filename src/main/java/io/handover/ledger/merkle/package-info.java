/** The trees of the ledger, as RFC 6962 and RFC 9162 define them, and what is proved with them. Uses no other package. */
@NullMarked
package io.handover.ledger.merkle;

import org.jspecify.annotations.NullMarked;
