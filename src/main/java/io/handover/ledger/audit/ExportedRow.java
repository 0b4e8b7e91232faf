package io.handover.ledger.audit;

import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.Run;
import org.jspecify.annotations.Nullable;

/**
 * One row of an export: an outcome, and of its run what tells how it came about.
 *
 * @param mode of the run: apply, preview or undo
 * @param startedBy user of the operating system
 * @param programVersion of Handover
 * @param termsVersion what was accepted; null for a run that applies nothing
 */
public record ExportedRow(
        RecordedOutcome outcome,
        String mode,
        String startedBy,
        String programVersion,
        @Nullable String termsVersion) {

    static ExportedRow of(RecordedOutcome outcome, Run run) {
        Run.AcceptedTerms terms = run.terms();
        return new ExportedRow(
                outcome,
                run.mode().word(),
                run.startedBy(),
                run.programVersion(),
                terms == null ? null : terms.version());
    }
}
