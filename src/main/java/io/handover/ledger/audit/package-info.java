/** What an auditor takes home from the ledger and checks: exports with their proofs, and the verification of both. */
@NullMarked
package io.handover.ledger.audit;

import org.jspecify.annotations.NullMarked;
