package io.handover.run;

import io.handover.database.Locks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * What makes this process the one that works on a run: an advisory lock of a session, which the server takes back as
 * soon as the process is gone, however it went. A process that is still there but stopped, or whose machine is, keeps
 * its session; so the server ends the session when it has been silent for the time of a lease, and this process is not
 * silent as long as it can help it. That an owner can lose its run without noticing is what {@link Fence} is for.
 */
final class RunOwnership implements AutoCloseable {
    private static final String SET_LEASE = "SELECT set_config('idle_session_timeout', ?, false)";
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?, ?)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, ?)";
    private static final int SIGNS_OF_LIFE_IN_A_LEASE = 5;

    private final Connection session;
    private final long run;
    private final ScheduledExecutorService signsOfLife =
            Executors.newSingleThreadScheduledExecutor(RunOwnership::daemon);

    private RunOwnership(Connection session, long run, Duration lease) {
        this.session = session;
        this.run = run;
        long pause = lease.toMillis() / SIGNS_OF_LIFE_IN_A_LEASE;
        var unused =
                signsOfLife.scheduleWithFixedDelay(() -> giveSignOfLife(lease), pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Becomes the owner of a run; returns empty when another process is.
     *
     * @param lease how long the owner may be silent before the server takes the run from it
     */
    static Optional<RunOwnership> take(DataSource database, long run, Duration lease) {
        try {
            Connection session = database.getConnection();
            boolean taken = false;
            try {
                setLease(session, lease);
                taken = lock(session, TRY_LOCK, run);
                return taken ? Optional.of(new RunOwnership(session, run, lease)) : Optional.empty();
            } finally {
                if (!taken) {
                    giveBack(session);
                }
            }
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("taking a run", TRY_LOCK, e);
        }
    }

    /** Gives the run up. A connection that is lost has given it up already. */
    @Override
    public void close() {
        signsOfLife.shutdownNow();
        synchronized (session) {
            try {
                lock(session, UNLOCK, run);
            } catch (SQLException lost) {
                // The server took the lock back with the session.
            } finally {
                giveBack(session);
            }
        }
    }

    /** Any statement counts; a session that is lost cannot be helped, the job will notice. */
    private void giveSignOfLife(Duration lease) {
        synchronized (session) {
            try {
                setLease(session, lease);
            } catch (SQLException lost) {
                signsOfLife.shutdown();
            }
        }
    }

    private static void giveBack(Connection session) {
        try {
            setLease(session, Duration.ZERO);
        } catch (SQLException lost) {
            // The pool will find out, and throw it away.
        } finally {
            JdbcUtils.closeConnection(session);
        }
    }

    /** @param lease zero for none */
    private static void setLease(Connection session, Duration lease) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(SET_LEASE)) {
            statement.setString(1, Long.toString(lease.toMillis()));
            statement.execute();
        }
    }

    private static boolean lock(Connection session, String sql, long run) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setInt(1, Locks.RUN);
            statement.setInt(2, Math.toIntExact(run));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "run-ownership");
        thread.setDaemon(true);
        return thread;
    }
}
