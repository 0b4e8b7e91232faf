package io.handover.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger holds of runs, read in the order of their records, within the caller's transaction. */
@Repository
public class SealedOutcomes {
    private static final String OF_RUN = """
            SELECT order_key, record, line, decided, leaf, requester, reference, order_number, sales_order_number,
                   web_order_number, from_account, from_virtual_account, to_account, to_virtual_account, status,
                   array_to_string(codes, ';'), message, justification, case_number
            FROM outcomes
            WHERE run_id = :run
              AND period = (SELECT period FROM runs WHERE id = :run)
            ORDER BY record
            """;

    private static final int ROWS_PER_FETCH = 2_000;

    private final JdbcClient database;

    SealedOutcomes(JdbcClient database) {
        this.database = database;
    }

    /**
     * A row of the ledger.
     *
     * @param orderKey the order's id; the record's number with a minus where the request meant not one order
     * @param leaf the hash that was recorded with the words, 32 bytes
     */
    public record Row(long orderKey, byte[] leaf, RecordedOutcome outcome) {}

    /** Returns the outcomes of a run, a few of them at a time; to be closed. */
    public Stream<Row> of(long run) {
        return database
                .sql(OF_RUN)
                .withFetchSize(ROWS_PER_FETCH)
                .param("run", run)
                .query((row, number) -> new Row(row.getLong(1), row.getBytes(5), outcome(run, row)))
                .stream();
    }

    private static RecordedOutcome outcome(long run, ResultSet row) throws SQLException {
        return new RecordedOutcome(
                run,
                row.getInt(2),
                row.getLong(3),
                row.getTimestamp(4).toInstant(),
                nullIfBlank(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19));
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isEmpty() ? null : text;
    }
}
