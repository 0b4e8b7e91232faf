package io.handover.run;

/** A run ended before it was done, at somebody's wish; what it has done is kept, and it can be resumed. */
public final class RunStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    RunStopped(long run) {
        super("Run " + run + " was stopped. The same command takes it up where it stopped.");
    }
}
