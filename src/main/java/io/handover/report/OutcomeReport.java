package io.handover.report;

import io.handover.assignment.Reason;
import io.handover.csv.CsvText;
import io.handover.files.WholeFile;
import io.handover.ledger.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A report of a run's requests with their outcomes, in file order: every request, or those that were refused. */
@Component
class OutcomeReport {
    // No statistics tell how many requests a small run has beside a large one, and outcomes have no key by run: to look
    // them up one by one would be to read all of the run for each.
    private static final String JOIN_AS_A_WHOLE = """
            SET LOCAL enable_nestloop = off
            """;

    private static final String OUTCOMES = """
            SELECT r.fields, x.line, x.status, x.codes, x.message
            FROM outcomes x
            JOIN requests r USING (run_id, record)
            WHERE x.run_id = :run
              AND x.period = (SELECT period FROM runs WHERE id = :run)
              AND (:all OR x.codes IS NOT NULL)
            ORDER BY x.record
            """;

    private static final int ROWS_PER_FETCH = 1_000;

    /** Of all the records of a fetch. */
    private static final int CHARACTERS_PER_FETCH = 1 << 20;

    private final JdbcClient database;

    OutcomeReport(JdbcClient database) {
        this.database = database;
    }

    /** What was written: the SHA-256 of the file in hexadecimal digits, and its records without the header. */
    record Written(String sha256, int records) {}

    /** Writes the report, within the caller's transaction, in memory that does not grow with it. */
    Written write(Run run, Path file, boolean allRequests) {
        AtomicInteger records = new AtomicInteger();
        String sha256 = WholeFile.write(file, out -> records.set(write(run, out, allRequests)));
        return new Written(sha256, records.get());
    }

    private int write(Run run, OutputStream out, boolean allRequests) throws IOException {
        CsvText text = new CsvText(out);
        AtomicInteger records = new AtomicInteger();
        List<String> columns = new ArrayList<>(Objects.requireNonNull(run.columns()));
        columns.addAll(OutcomeRecord.OUR_COLUMNS);
        text.print(columns);
        database.sql(JOIN_AS_A_WHOLE).update();
        try {
            database.sql(OUTCOMES)
                    .withFetchSize(Math.min(ROWS_PER_FETCH, run.recordsWithin(CHARACTERS_PER_FETCH)))
                    .param("run", run.id())
                    .param("all", allRequests)
                    .query((RowCallbackHandler) row -> {
                        print(text, record(run, row));
                        records.incrementAndGet();
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        text.flush();
        return records.get();
    }

    private static OutcomeRecord record(Run run, ResultSet row) throws SQLException {
        return new OutcomeRecord(
                List.of((String[]) row.getArray("fields").getArray()),
                row.getString("line"),
                row.getString("status"),
                reasons(row.getArray("codes")),
                row.getString("message"),
                run.id());
    }

    private static List<Reason> reasons(@Nullable Array codes) throws SQLException {
        return codes == null
                ? List.of()
                : Stream.of((String[]) codes.getArray()).map(Reason::valueOf).toList();
    }

    /** A callback for rows may not throw an {@link IOException}. */
    private static void print(CsvText text, OutcomeRecord outcome) {
        try {
            text.print(outcome.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
