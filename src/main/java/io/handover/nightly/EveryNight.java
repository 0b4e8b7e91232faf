package io.handover.nightly;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Does work at certain times, never twice at once, until it is told to end. */
public final class EveryNight {
    private static final Logger LOG = LoggerFactory.getLogger(EveryNight.class);

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Runnable stopWork = () -> {};

    /** Work, which tells how it is stopped as soon as it can be. */
    public interface Work {
        void carryOut(Consumer<Runnable> atWork);
    }

    /** Does the work at these times, and returns when {@link #stop} was called and work that was begun has ended. */
    public void carryOut(Work work, CronTimes times, Clock clock) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setClock(clock);
        scheduler.setThreadNamePrefix("nightly-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setAwaitTerminationMillis(TimeUnit.DAYS.toMillis(1));
        scheduler.initialize();
        try {
            var unused = scheduler.schedule(() -> work.carryOut(this::atWork), context -> told(times, context));
            end.await();
        } catch (InterruptedException toldToEnd) {
            stop();
        } finally {
            scheduler.shutdown();
        }
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

    private static Instant told(CronTimes times, TriggerContext context) {
        Instant next = times.nextExecution(context);
        LOG.info("The next pass is at {}.", next);
        return next;
    }
}
