package io.handover.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs that are in the log. */
@Repository
public class SealedRuns {
    private static final String ALL = """
            SELECT r.*, s.number, s.outcomes, s.root, s.leaf, s.head, s.sealed, d.period IS NOT NULL AS detached
            FROM seals s
            JOIN runs r ON r.id = s.run_id
            LEFT JOIN detached_periods d ON d.period = r.period
            ORDER BY s.number
            """;

    private final JdbcClient database;

    SealedRuns(JdbcClient database) {
        this.database = database;
    }

    /** Returns them in the order of the log. */
    public List<SealedRun> all() {
        return database.sql(ALL).query(SealedRuns::read).list();
    }

    private static SealedRun read(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new SealedRun(
                row.getLong("number"),
                RunRow.read(row, number),
                row.getInt("outcomes"),
                hex.formatHex(row.getBytes("root")),
                row.getBytes("leaf"),
                hex.formatHex(row.getBytes("head")),
                row.getTimestamp("sealed").toInstant(),
                row.getObject("period", LocalDate.class),
                row.getBoolean("detached"));
    }
}
