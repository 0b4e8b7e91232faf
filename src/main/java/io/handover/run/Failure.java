package io.handover.run;

import io.handover.csv.RefusedInput;
import io.handover.database.Causes;
import io.handover.database.DatabaseUnavailable;
import io.handover.files.UnwrittenFile;
import io.handover.report.UnwrittenReport;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why something was not done.
 *
 * @param message for users, a line or several
 */
public record Failure(Ending ending, String message) {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    /** Returns what an exception says to users. What is nobody's but the program's fault is logged in full. */
    public static Failure of(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RefusedInput) {
            return new Failure(
                    Ending.INPUT_REFUSED, "Refused, nothing was applied:" + System.lineSeparator() + message);
        }
        if (failure instanceof RunBusy) {
            return new Failure(Ending.BUSY, message);
        }
        if (failure instanceof RunStopped) {
            return new Failure(Ending.STOPPED, message);
        }
        Optional<RuntimeException> unwritten = unwritten(failure);
        if (unwritten.isPresent()) {
            return new Failure(
                    Ending.INTERNAL_ERROR, String.valueOf(unwritten.get().getMessage()));
        }
        return DatabaseUnavailable.in(failure)
                .map(unavailable -> new Failure(Ending.DATABASE_UNAVAILABLE, String.valueOf(unavailable.getMessage())))
                .orElseGet(() -> {
                    LOG.error("Internal error", failure);
                    return new Failure(
                            Ending.INTERNAL_ERROR,
                            "An internal error ended the command: " + message
                                    + " What was committed is kept; the same command takes a run up where it ended.");
                });
    }

    private static Optional<RuntimeException> unwritten(Exception failure) {
        Optional<RuntimeException> report =
                Causes.find(UnwrittenReport.class, List.of(failure)).map(RuntimeException.class::cast);
        return report.isPresent()
                ? report
                : Causes.find(UnwrittenFile.class, List.of(failure)).map(RuntimeException.class::cast);
    }
}
