package io.handover.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the ledger holds of runs, read in the order of their records, within the caller's transaction. */
@Repository
public class SealedOutcomes {
    /**
     * Of the table as {@code x}, as {@link #outcome} takes them. Codes in an array that is not one code after the other
     * are given as the array is written, and make another leaf.
     */
    public static final String COLUMNS = """
            x.record, x.line, x.decided, x.requester, x.reference, x.order_number, x.sales_order_number,
            x.web_order_number, x.from_account, x.from_virtual_account, x.to_account, x.to_virtual_account, x.status,
            CASE WHEN x.codes = string_to_array(array_to_string(x.codes, ';'), ';') THEN array_to_string(x.codes, ';')
                 ELSE x.codes::text
            END,
            x.message, x.justification, x.case_number
            """;

    private static final String OF_RUN = "SELECT " + COLUMNS + """
            , x.leaf
            FROM outcomes x
            WHERE x.run_id = :run
              AND x.period = (SELECT period FROM runs WHERE id = :run)
            ORDER BY x.record
            """;

    private static final String LEAVES_OF_RUN = """
            SELECT record, leaf
            FROM outcomes
            WHERE run_id = :run
              AND period = (SELECT period FROM runs WHERE id = :run)
            ORDER BY record
            """;

    private static final int ROWS_PER_FETCH = 2_000;
    private static final int LEAVES_PER_FETCH = 5_000;

    private final JdbcClient database;

    SealedOutcomes(JdbcClient database) {
        this.database = database;
    }

    /**
     * A row of the ledger.
     *
     * @param leaf the hash that was recorded with the words, 32 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: a value on its way from the table to a hash.
    public record Row(RecordedOutcome outcome, byte[] leaf) {}

    /** Takes the leaves of a run one after the other. */
    @FunctionalInterface
    public interface LeafTaker {
        /**
         * Takes the next leaf.
         *
         * @param hash of the leaf, 32 bytes
         */
        void take(int record, byte[] hash);
    }

    /** Returns the outcomes of a run, a few of them at a time; to be closed. */
    public Stream<Row> of(long run) {
        return database
                .sql(OF_RUN)
                .withFetchSize(ROWS_PER_FETCH)
                .param("run", run)
                .query((row, number) -> new Row(outcome(run, row), row.getBytes("leaf")))
                .stream();
    }

    /**
     * Hands over the hashes of all leaves of a run.
     *
     * @throws IllegalStateException when not every request, from the first to the last of them, has one outcome
     */
    public void forEachLeaf(long run, LeafTaker taker) {
        try (Stream<Leaf> leaves = database
                .sql(LEAVES_OF_RUN)
                .withFetchSize(LEAVES_PER_FETCH)
                .param("run", run)
                .query((row, number) -> new Leaf(row.getInt(1), row.getBytes(2)))
                .stream()) {
            int expected = 1;
            for (Iterator<Leaf> each = leaves.iterator(); each.hasNext(); expected++) {
                Leaf leaf = each.next();
                if (leaf.record != expected) {
                    throw new IllegalStateException(
                            "Run " + run + " has not one outcome for request " + expected + ".");
                }
                taker.take(leaf.record, leaf.hash);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // As above.
    private record Leaf(int record, byte[] hash) {}

    /** Returns the outcome of a row that was asked for by {@link #COLUMNS}. */
    public static RecordedOutcome outcome(long run, ResultSet row) throws SQLException {
        return new RecordedOutcome(
                run,
                row.getInt(1),
                row.getLong(2),
                row.getTimestamp(3).toInstant(),
                nullIfBlank(row.getString(4)),
                row.getString(5),
                row.getString(6),
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
                row.getString(17));
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isEmpty() ? null : text;
    }
}
