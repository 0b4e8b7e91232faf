/** Tests of the trees, against the standard's own definitions. */
@NullMarked
package io.handover.ledger.merkle;

import org.jspecify.annotations.NullMarked;
