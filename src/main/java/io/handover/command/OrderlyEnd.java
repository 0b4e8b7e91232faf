package io.handover.command;

import io.handover.database.DatabaseUnavailable;
import io.handover.run.RunStopped;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Lets a run come to its next chunk before the process ends that was told to end (SIGTERM, Ctrl-C), and lets the exit
 * status say what became of the run, not how the process was told.
 */
final class OrderlyEnd {
    /** Work on runs, which tells how it is stopped as soon as it can be. */
    interface Work {
        int carryOut(Consumer<Runnable> atWork) throws IOException;
    }

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status = ExitStatus.STOPPED;
    private volatile boolean told;
    private volatile @Nullable Runnable stop;

    private OrderlyEnd() {}

    /** Does the work and returns its exit status. */
    static int of(Work work) throws IOException {
        return new OrderlyEnd().end(work);
    }

    private int end(Work work) throws IOException {
        Thread whenTold = new Thread(this::stopAndHalt, "orderly-end");
        Runtime.getRuntime().addShutdownHook(whenTold);
        try {
            status = work.carryOut(this::atWork);
            return status;
        } catch (RunStopped stopped) {
            if (told) {
                LogFormat.current().tell(String.valueOf(stopped.getMessage()));
            }
            throw stopped;
        } catch (RuntimeException failure) {
            throw stop == null || DatabaseUnavailable.in(failure).isEmpty() ? failure : new RunInterrupted(failure);
        } finally {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(whenTold);
            } catch (IllegalStateException theProcessIsEnding) {
                awaitForEver();
            }
        }
    }

    private void atWork(Runnable stop) {
        this.stop = stop;
        if (told) {
            stop.run();
        }
    }

    /** In the hook: the process ends when it returns, so it waits for the work to have ended. */
    private void stopAndHalt() {
        told = true;
        Runnable stopWork = stop;
        try {
            if (stopWork != null) {
                stopWork.run();
            }
        } catch (RuntimeException unreachable) {
            LoggerFactory.getLogger(OrderlyEnd.class)
                    .warn("The run cannot be told to stop, and ends when it notices why: {}", unreachable.getMessage());
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    /** The hook ends the process with the run's status; whatever the main thread still did would come in between. */
    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
