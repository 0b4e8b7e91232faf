/** The trees of RFC 6962: roots. Knows nothing of what is hashed. */
@NullMarked
package io.handover.ledger.merkle;

import org.jspecify.annotations.NullMarked;
