package io.handover.command;

/** A fault of the database ended a run before it was done. */
final class RunInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What there is to say to users beside the fault. */
    static final String KEPT = "What the run has committed is kept; the same command takes it up where it ended.";

    RunInterrupted(RuntimeException fault) {
        super(KEPT, fault);
    }
}
