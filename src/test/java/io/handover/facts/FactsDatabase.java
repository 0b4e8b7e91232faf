package io.handover.facts;

import io.handover.database.Patience;
import io.handover.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A database into which feeds can be loaded. */
final class FactsDatabase implements AutoCloseable {
    private static final String TABLES =
            "TRUNCATE accounts, virtual_accounts, people, orders, order_lines, order_access RESTART IDENTITY";

    private final TestDatabase database = TestDatabase.create();
    final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    final LoadFeeds feeds = new LoadFeeds(
            database.programDataSource(),
            new JdbcTransactionManager(database.programDataSource()),
            new Patience(Duration.ZERO));

    void clear() {
        jdbc.execute(TABLES);
    }

    Connection connection() throws SQLException {
        return database.dataSource().getConnection();
    }

    void endLoads() {
        database.endProgramSessions();
    }

    /** Returns what the query yields, a line for each row. */
    List<String> rows(String query) {
        return jdbc.query(query, (row, number) -> {
            StringBuilder line = new StringBuilder();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                line.append(column == 1 ? "" : " ").append(row.getString(column));
            }
            return line.toString();
        });
    }

    long count(String table) {
        return Long.parseLong(rows("SELECT count(*) FROM " + table).get(0));
    }

    @Override
    public void close() {
        database.close();
    }
}
