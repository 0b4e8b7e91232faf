package io.handover.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Tries work again that failed for a reason which passes: two transactions that stood in each other's way, a session
 * that was ended, a connection that was lost, a server that restarts. The pauses grow, from a tenth of a second to five
 * seconds; when it has failed again and again for the time of the limit the failure is passed on. The work must be
 * such that it can be done again: wholly undone when it fails, or able to go on where it ended.
 */
@Component
public class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /**
     * States of PostgreSQL (<a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">list</a>) besides
     * class 08, a lost connection: serialization failure, deadlock, a session or server that is being shut down, has
     * crashed or is starting, and sessions that were idle for too long.
     */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Longer than the wait for a connection: who worked for so long has got on, and what failed is another failure. */
    private static final Duration GOT_ON = Duration.ofMinutes(1);

    private final ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
    private final Duration limit;

    /** @param limit from the first failure on; zero passes that one on */
    public Patience(@Value("${handover.patience}") Duration limit) {
        this.limit = limit;
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
    }

    /** Work that can be tried again. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Does the work, again and again as long as what stops it passes, and returns its result or throws its failure. */
    public <T, X extends Exception> T with(Work<T, X> work) throws X {
        BackOffExecution pause = pauses.start();
        long firstFailure = 0;
        while (true) {
            long begun = System.nanoTime();
            try {
                return work.run();
            } catch (RuntimeException failure) {
                long now = System.nanoTime();
                if (firstFailure == 0 || now - begun > GOT_ON.toNanos()) {
                    pause = pauses.start();
                    firstFailure = now;
                }
                if (!passes(failure) || now - firstFailure >= limit.toNanos()) {
                    throw failure;
                }
                waitAfter(failure, pause.nextBackOff());
            }
        }
    }

    /** Whether the same work can succeed when it is begun again. */
    public static boolean passes(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof SQLException sql && passes(sql));
    }

    private static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                ? DatabaseFailure.CLOSED.equals(failure.getMessage())
                : state.startsWith("08") || PASSING.contains(state);
    }

    private static void waitAfter(RuntimeException failure, long millis) {
        LOG.warn("Database: {}. Trying again.", DatabaseFailure.reason(failure));
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
