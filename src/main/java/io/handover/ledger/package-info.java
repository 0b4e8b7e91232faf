/** The append-only record of all outcomes: the seal, the counts, an order's history. */
@NullMarked
package io.handover.ledger;

import org.jspecify.annotations.NullMarked;
