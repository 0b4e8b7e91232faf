/** Tests of the ledger. */
@NullMarked
package io.handover.ledger;

import org.jspecify.annotations.NullMarked;
