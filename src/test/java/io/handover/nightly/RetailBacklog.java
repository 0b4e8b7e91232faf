package io.handover.nightly;

import io.handover.nightly.ExpectedRegister.Asked;
import io.handover.nightly.ExpectedRegister.Waiting;
import io.handover.run.Register;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The three days of requests of the retail data, in their three forms; see {@code src/test/resources/retail/README.md}. */
enum RetailBacklog {
    FIRST("2010-12-01", StandardCharsets.UTF_8, ','),
    SECOND("2011-03-15", StandardCharsets.UTF_8, ';'),
    THIRD("2011-11-17", StandardCharsets.UTF_16LE, ',');

    private static final String WAITING = """
            SELECT d.run_id, o.sales_order_number, a.domain || ' / ' || v.name, lower(trim(x.requester)),
                   coalesce(x.justification, '') <> '',
                   coalesce((SELECT d.fields[c.number]
                             FROM unnest(r.columns) WITH ORDINALITY AS c (name, number)
                             WHERE lower(replace(c.name, ' ', '_')) = 'expected_account'), ''),
                   coalesce(f.domain || ' / ' || fv.name, 'none')
            FROM deferred d
            JOIN runs r ON r.id = d.run_id
            JOIN outcomes x ON x.run_id = d.run_id AND x.record = d.record
            JOIN orders o ON o.id = x.order_key
            JOIN accounts a ON a.domain = x.to_account
            JOIN virtual_accounts v ON v.account_id = a.id AND v.name_folded = x.to_virtual_account
            LEFT JOIN accounts f ON f.domain = x.from_account
            LEFT JOIN virtual_accounts fv ON fv.account_id = f.id AND fv.name_folded = x.from_virtual_account
            WHERE NOT d.ended
            ORDER BY d.run_id, d.record
            """;

    private static final Path FOLDER = Path.of("src/test/resources/retail");
    private static final String MARK = "\uFEFF";

    /** For whom the requests stand that name nobody. */
    private static final String REQUESTER = "lea_martin@uk-sco.partner.example";

    final String file;
    private final String day;
    private final Charset charset;
    private final CSVFormat format;

    RetailBacklog(String day, Charset charset, char delimiter) {
        this.day = day;
        this.file = "requests-" + day + ".csv";
        this.charset = charset;
        this.format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
    }

    /** Writes the file as it is, but for the requests that name nobody: in a pass each has to say who asks. */
    void writeTo(Path folder) {
        try (CSVParser parser = CSVParser.parse(FOLDER.resolve(file), charset, format);
                Writer out = Files.newBufferedWriter(folder.resolve(file), charset);
                CSVPrinter printer = new CSVPrinter(out, format)) {
            int requester = -1;
            for (CSVRecord row : parser) {
                String[] fields = row.values();
                if (requester < 0) {
                    requester = columns(fields).indexOf("requester");
                } else if (fields.length > requester && fields[requester].isBlank()) {
                    fields[requester] = REQUESTER;
                }
                printer.printRecord((Object[]) fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> columns(String[] header) {
        return Arrays.stream(header)
                .map(name -> name.replace(MARK, "").strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Returns the outcomes that somebody else has worked out: {@code REJECTED EXPORT_DENIED}. */
    List<String> outcomes() {
        return Register.records(FOLDER.resolve("expected-" + day + ".csv")).stream()
                .map(row -> (row.get("status") + " " + row.get("codes")).strip())
                .toList();
    }

    /** Puts the orders where they must be after the third day. */
    static void place(ExpectedRegister expected) {
        Register.records(FOLDER.resolve("expected-final.csv"))
                .forEach(row -> expected.places.put(
                        row.get("sales_order_number"),
                        row.get("account_domain").isEmpty()
                                ? ExpectedRegister.NOWHERE
                                : row.get("account_domain") + " / " + row.get("virtual_account")));
    }

    /** Returns what waits of the backlog, from the ledger: who asked in it, and how, is more than is expected here. */
    static List<Waiting> waiting(Register register, Instant since) {
        return register.sql
                .sql(WAITING)
                .query((row, number) -> {
                    Asked asked = new Asked(
                            row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5), row.getString(6));
                    return new Waiting(asked, row.getLong(1), since, row.getString(7));
                })
                .list();
    }
}
