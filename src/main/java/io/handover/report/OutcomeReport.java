package io.handover.report;

import io.handover.assignment.Reason;
import io.handover.csv.FormulaQuote;
import io.handover.ledger.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A report of a run's requests with their outcomes, in file order: every request, or those that were refused. */
@Component
class OutcomeReport {
    private static final List<String> OUR_COLUMNS =
            List.of("__line", "__status", "__code", "__codes", "__message", "__action", "__run");

    private static final String OUTCOMES = """
            SELECT r.fields, x.line, x.status, x.codes, x.message
            FROM outcomes x
            JOIN requests r USING (run_id, record)
            WHERE x.run_id = :run
              AND (:all OR x.codes IS NOT NULL)
            ORDER BY x.record
            """;

    /**
     * In a value with this, a spreadsheet that also parts fields at semicolons and tabs, as LibreOffice does unless it is
     * told otherwise, would find a formula, if the value had no quotes around it.
     */
    private static final Pattern PARTED_FORMULA = Pattern.compile("[;\t]\\s*[=+\\-@]");

    private static final CSVFormat QUOTED =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private static final int ROWS_PER_FETCH = 1_000;

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
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        AtomicInteger records = new AtomicInteger();
        List<String> columns = Objects.requireNonNull(run.columns());
        print(text, Stream.concat(columns.stream(), OUR_COLUMNS.stream()));
        try {
            database.sql(OUTCOMES)
                    .withFetchSize(ROWS_PER_FETCH)
                    .param("run", run.id())
                    .param("all", allRequests)
                    .query((RowCallbackHandler) row -> {
                        print(text, values(run, row));
                        records.incrementAndGet();
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        text.flush();
        return records.get();
    }

    private static Stream<String> values(Run run, ResultSet row) throws SQLException {
        List<String> values =
                new ArrayList<>(List.of((String[]) row.getArray("fields").getArray()));
        List<Reason> reasons = reasons(row.getArray("codes"));
        values.add(row.getString("line"));
        values.add(row.getString("status"));
        values.add(reasons.isEmpty() ? "" : reasons.get(0).name());
        values.add(reasons.stream().map(Reason::name).collect(Collectors.joining(";")));
        values.add(Objects.requireNonNullElse(row.getString("message"), ""));
        values.add(actions(reasons));
        values.add(Long.toString(run.id()));
        return values.stream();
    }

    /** A rejected request is not kept, so nobody is told to wait with it. */
    private static String actions(List<Reason> reasons) {
        boolean rejected = reasons.stream().anyMatch(reason -> reason.kind() == Reason.Kind.FIX);
        return reasons.stream()
                .filter(reason -> !rejected || reason.kind() == Reason.Kind.FIX)
                .map(Reason::action)
                .collect(Collectors.joining(" "));
    }

    private static List<Reason> reasons(@Nullable Array codes) throws SQLException {
        return codes == null
                ? List.of()
                : Stream.of((String[]) codes.getArray()).map(Reason::valueOf).toList();
    }

    private static void print(Writer text, Stream<String> values) {
        try {
            boolean first = true;
            for (String value : values.map(FormulaQuote::add).toList()) {
                CSVFormat format = PARTED_FORMULA.matcher(value).find() ? QUOTED : CSVFormat.RFC4180;
                format.print(value, text, first);
                first = false;
            }
            CSVFormat.RFC4180.println(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
