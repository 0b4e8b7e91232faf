package io.handover.run;

/** How work has ended, the worse after the better: of several parts, the worst says how the whole has. */
public enum Ending {
    /** Everything asked for was done, or was so already. */
    DONE(0),
    /** Done, but some requests were deferred or rejected. */
    SOME_REFUSED(4),
    /** More requests were rejected than was allowed; nothing was applied. */
    TOO_MANY_REJECTED(5),
    /** The input was refused; nothing was applied. */
    INPUT_REFUSED(65),
    /** Somebody else is at it; try later. */
    BUSY(75),
    /** Stopped before it was done; can be resumed. */
    STOPPED(130),
    /** The database cannot be reached or used. */
    DATABASE_UNAVAILABLE(69),
    /** A bug, or a fault of the machine. */
    INTERNAL_ERROR(70);

    private final int status;

    Ending(int status) {
        this.status = status;
    }

    /** Returns how a completed run has ended. */
    public static Ending of(RunLauncher.Completed completed) {
        if (completed.run().withheld()) {
            return TOO_MANY_REJECTED;
        }
        return completed.counts().anyRefused() ? SOME_REFUSED : DONE;
    }

    /** Returns the exit status that says it. */
    public int status() {
        return status;
    }

    /** Returns the worse of two. */
    public Ending orWorse(Ending other) {
        return compareTo(other) < 0 ? other : this;
    }
}
