@NullMarked
package io.handover.ledger.audit;

import org.jspecify.annotations.NullMarked;
