package io.handover.run;

import org.slf4j.MDC;

/**
 * What a line of the log belongs to: each thread that works on a run says so once, and all that it logs from then on
 * carries the run's number, until another run begins.
 */
final class LogOfRun {
    private static final String RUN = "run";

    private LogOfRun() {}

    static void isOf(long run) {
        MDC.put(RUN, Long.toString(run));
    }

    static void isOfNone() {
        MDC.remove(RUN);
    }

    /** Returns the work, for another thread. */
    static Runnable of(long run, Runnable work) {
        return () -> {
            isOf(run);
            work.run();
        };
    }
}
