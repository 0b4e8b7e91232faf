package io.handover.nightly;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Does work at certain times, never twice at once, until it is told to end. */
public final class EveryNight {
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int last;
    private volatile Runnable stopWork = () -> {};

    /** Work, which tells how it is stopped as soon as it can be. */
    public interface Work {
        /** Returns an exit status. */
        int carryOut(Consumer<Runnable> atWork);
    }

    /**
     * Does the work at these times until {@link #stop} is called and work that was begun has ended. Returns the exit
     * status of the last, 0 when there was none.
     */
    public int carryOut(Work work, CronTimes times, Clock clock) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setClock(clock);
        scheduler.setThreadNamePrefix("nightly-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setAwaitTerminationMillis(TimeUnit.DAYS.toMillis(1));
        scheduler.initialize();
        try {
            var unused = scheduler.schedule(() -> last = work.carryOut(this::atWork), times);
            end.await();
        } catch (InterruptedException toldToEnd) {
            stop();
        } finally {
            scheduler.shutdown();
        }
        return last;
    }

    /** Any thread may call this. */
    public void stop() {
        end.countDown();
        stopWork.run();
    }

    private void atWork(Runnable stop) {
        stopWork = stop;
        if (end.getCount() == 0) {
            stop.run();
        }
    }
}
