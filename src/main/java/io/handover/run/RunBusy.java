package io.handover.run;

/** The same run is being worked on by another process. */
public final class RunBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunBusy(long run) {
        super("Run " + run + " is being worked on by another process. Try again later.");
    }
}
