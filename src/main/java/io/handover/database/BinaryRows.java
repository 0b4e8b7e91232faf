package io.handover.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Rows as the server has them, and not as text that it makes of numbers and times and the driver takes apart again. The
 * driver takes to that by itself, but only for statements that it has run five times.
 */
public final class BinaryRows {
    private static final int AT_ONCE = -1;

    private BinaryRows() {}

    /** Asks for them from here on, on the connection of the transaction that the calling thread is in. */
    public static void ask(DataSource database) {
        try {
            Connection connection = DataSourceUtils.getConnection(database);
            connection.unwrap(PGConnection.class).setPrepareThreshold(AT_ONCE);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("ask for binary rows", null, e);
        }
    }
}
