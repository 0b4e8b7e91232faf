package io.handover.command;

import io.handover.csv.RefusedInput;
import io.handover.database.DatabaseUnavailable;
import io.handover.report.UnwrittenReport;
import io.handover.run.RunBusy;
import io.handover.run.RunStopped;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What the program says with its exit status, and how failures become one. */
final class ExitStatus {
    /** Everything asked for was done, or was so already. */
    static final int DONE = 0;
    /** The command line is wrong, or names what is not there. */
    static final int USAGE = 2;
    /** Done, but some requests were deferred or rejected. */
    static final int SOME_REFUSED = 4;
    /** More requests were rejected than was allowed; nothing was applied. */
    static final int TOO_MANY_REJECTED = 5;
    /** The input was refused; nothing was applied. */
    static final int INPUT_REFUSED = 65;
    /** The database cannot be reached or used. */
    static final int DATABASE_UNAVAILABLE = 69;
    /** A bug, or a fault of the machine. */
    static final int INTERNAL_ERROR = 70;
    /** Somebody else is at it; try later. */
    static final int BUSY = 75;
    /** Stopped before it was done; can be resumed. */
    static final int STOPPED = 130;

    private ExitStatus() {}

    /** Tells the user what went wrong, on standard error, and returns the exit status that says so. */
    static int of(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof RefusedInput) {
            err.println("Refused, nothing was applied:");
            err.println(failure.getMessage());
            return INPUT_REFUSED;
        }
        if (failure instanceof RunBusy) {
            err.println(failure.getMessage());
            return BUSY;
        }
        if (failure instanceof RunStopped) {
            err.println(failure.getMessage());
            return STOPPED;
        }
        Optional<UnwrittenReport> unwritten = UnwrittenReport.in(failure);
        if (unwritten.isPresent()) {
            err.println(unwritten.get().getMessage());
            return INTERNAL_ERROR;
        }
        return DatabaseUnavailable.in(failure)
                .map(unavailable -> {
                    err.println(unavailable.getMessage());
                    if (failure instanceof RunInterrupted) {
                        err.println(failure.getMessage());
                    }
                    return DATABASE_UNAVAILABLE;
                })
                .orElseGet(() -> {
                    LoggerFactory.getLogger(ExitStatus.class).error("Internal error", failure);
                    err.println("An internal error ended the command: " + failure.getMessage()
                            + " What was committed is kept; the same command takes a run up where it ended.");
                    return INTERNAL_ERROR;
                });
    }
}
