package io.handover.report;

import io.handover.files.UnwrittenFile;

/** A report that cannot be written, with a message for users. What was decided is in the ledger all the same. */
public final class UnwrittenReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwrittenReport(UnwrittenFile report) {
        super(
                "The report " + report.what()
                        + ". What the run has decided is kept; once that is mended, the same command writes the reports.",
                report);
    }
}
