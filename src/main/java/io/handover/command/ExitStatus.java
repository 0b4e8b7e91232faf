package io.handover.command;

import io.handover.run.Ending;
import io.handover.run.Failure;
import picocli.CommandLine;

/** What the program says with its exit status, and how failures become one. */
final class ExitStatus {
    static final int DONE = Ending.DONE.status();
    /** The ledger, or an export of it, is not what was sealed. */
    static final int NOT_AS_SEALED = 1;

    /** The command line is wrong, or names what is not there. */
    static final int USAGE = 2;

    static final int SOME_REFUSED = Ending.SOME_REFUSED.status();
    static final int TOO_MANY_REJECTED = Ending.TOO_MANY_REJECTED.status();
    static final int INPUT_REFUSED = Ending.INPUT_REFUSED.status();
    static final int DATABASE_UNAVAILABLE = Ending.DATABASE_UNAVAILABLE.status();
    static final int INTERNAL_ERROR = Ending.INTERNAL_ERROR.status();
    static final int BUSY = Ending.BUSY.status();
    static final int STOPPED = Ending.STOPPED.status();

    private ExitStatus() {}

    /** Tells the user what went wrong, on standard error, and returns the exit status that says so. */
    static int of(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        Failure told = Failure.of(failure);
        command.getErr().println(told.message());
        if (failure instanceof RunInterrupted && told.ending() == Ending.DATABASE_UNAVAILABLE) {
            command.getErr().println(failure.getMessage());
        }
        return told.ending().status();
    }
}
