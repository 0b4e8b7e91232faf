package io.handover.run;

import io.handover.database.Locks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * What makes this process the one that works on a run: an advisory lock of a session, which the server takes back as
 * soon as the process is gone, however it went.
 */
final class RunOwnership implements AutoCloseable {
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?, ?)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, ?)";

    private final Connection session;
    private final long run;

    private RunOwnership(Connection session, long run) {
        this.session = session;
        this.run = run;
    }

    /** Becomes the owner of a run; returns empty when another process is. */
    static Optional<RunOwnership> take(DataSource database, long run) {
        try {
            Connection session = database.getConnection();
            boolean taken = false;
            try {
                taken = lock(session, TRY_LOCK, run);
                return taken ? Optional.of(new RunOwnership(session, run)) : Optional.empty();
            } finally {
                if (!taken) {
                    session.close();
                }
            }
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("taking a run", TRY_LOCK, e);
        }
    }

    /** Gives the run up. A connection that is lost has given it up already. */
    @Override
    public void close() {
        try {
            lock(session, UNLOCK, run);
        } catch (SQLException lost) {
            // The server took the lock back with the session.
        } finally {
            JdbcUtils.closeConnection(session);
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
}
