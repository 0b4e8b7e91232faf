package io.handover.report;

import io.handover.database.Causes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A report that cannot be written, with a message for users. What was decided is in the ledger all the same. */
public final class UnwrittenReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwrittenReport(Path file, IOException failure) {
        super(
                "The report " + file + " cannot be written: " + reason(failure)
                        + ". What the run has decided is kept; once that is mended, the same command writes the reports.",
                failure);
    }

    /** Returns the one that a failure comes from, however deep it lies. */
    public static Optional<UnwrittenReport> in(Throwable failure) {
        return Causes.find(UnwrittenReport.class, List.of(failure));
    }

    /** Returns why something could not be done to a file, in a few words. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return reason == null ? failure.toString() : reason;
    }
}
