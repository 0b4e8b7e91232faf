package io.handover.run;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A small register to test with: partner P1 with Ann, its holding account and orders S1, S2, … in it; customers
 * a.example, b.example and pending.example; each account with the folders DEFAULT and Lab.
 */
public final class Register implements AutoCloseable {
    public static final String HEADER = "order_number,smart_account,requester";
    public static final String ANN = "ann@p1.example";

    private static final String ACCOUNTS = """
            INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            VALUES ('holding.p1.example', 'P1 holding', 'p1 holding', 'HOLDING', 'ACTIVE', '', '', 'P1'),
                   ('a.example', 'Alpha', 'alpha', 'CUSTOMER', 'ACTIVE', 'it@a.example', 'it@a.example', ''),
                   ('b.example', 'Beta', 'beta', 'CUSTOMER', 'ACTIVE', 'it@b.example', 'it@b.example', ''),
                   ('pending.example', 'Gamma', 'gamma', 'CUSTOMER', 'PENDING', '', '', '')
            """;

    private static final String FOLDERS = """
            INSERT INTO virtual_accounts (account_id, name, name_folded, is_default, restricted)
            SELECT id, 'DEFAULT', 'default', true, false FROM accounts
            UNION ALL
            SELECT id, 'Lab', 'lab', false, false FROM accounts
            """;

    private static final String PEOPLE = """
            INSERT INTO people (email, organization, active, internal)
            VALUES ('ann@p1.example', 'P1', true, false), ('bob@p2.example', 'P2', true, false)
            """;

    private static final String ORDERS = """
            INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner, account_id,
                                virtual_account_id)
            SELECT 'S' || n, 'W' || n, 'STANDARD', 'SHIPPED', 'NONE', 'P1', a.id, v.id
            FROM generate_series(1, :orders) n, accounts a
            JOIN virtual_accounts v ON v.account_id = a.id AND v.is_default
            WHERE a.domain = 'holding.p1.example'
            ORDER BY n
            """;

    private final TestDatabase database;
    private final Path folder;
    private final TestProgram program;
    public final JdbcClient sql;

    /** A register that is in the database already, or comes there. */
    public Register(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
        this.program = TestProgram.on(database);
        this.sql = JdbcClient.create(database.dataSource());
    }

    public Register(Path folder, int orders) {
        this(folder, TestDatabase.create());
        fill(sql, orders);
    }

    /** Puts the register into a database that has nothing in it. */
    static void fill(JdbcClient sql, int orders) {
        sql.sql(ACCOUNTS).update();
        sql.sql(FOLDERS).update();
        sql.sql(PEOPLE).update();
        sql.sql(ORDERS).param("orders", orders).update();
    }

    /** Returns another register that is as this one is now, with reports and files in a folder of its own. */
    Register copy(Path itsFolder) {
        return new Register(itsFolder, database.copy());
    }

    public TestDatabase database() {
        return database;
    }

    public TestProgram program() {
        return program;
    }

    /** Writes a request file. */
    public Path file(String name, String header, Stream<String> lines) {
        try {
            Path file = folder.resolve(name);
            Files.write(file, Stream.concat(Stream.of(header), lines).toList());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a request file of Ann's that sends S1 to Sn to an account. */
    Path moves(String name, int orders, String account) {
        return file(name, HEADER, IntStream.rangeClosed(1, orders).mapToObj(n -> "S" + n + "," + account + "," + ANN));
    }

    /** {@code run} with terms accepted, the reports of all requests, and a summary for programs. */
    Result run(Path file, Object... more) {
        return program.run(arguments(file, more));
    }

    Object[] arguments(Path file, Object... more) {
        return Stream.concat(
                        Stream.of("run", file, "--accept-terms", "--results", "--json", "--out", reports()),
                        Stream.of(more))
                .toArray();
    }

    public Path reports() {
        return folder.resolve("reports");
    }

    /** Returns the records of the report of all requests. */
    List<CSVRecord> results(String stem, int run) {
        return records(reports().resolve(stem + ".run-" + run + ".results.csv"));
    }

    /** Returns status and codes of each request, in file order: {@code REJECTED ORDER_NOT_FOUND}. */
    public List<String> outcomes(String stem, int run) {
        return results(stem, run).stream()
                .map(each -> (each.get("__status") + " " + each.get("__codes")).strip())
                .toList();
    }

    public static List<CSVRecord> records(Path report) {
        try (CSVParser parser = CSVParser.parse(
                Files.newBufferedReader(report),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where an order is: {@code a.example / DEFAULT}, or {@code none}. */
    public String place(String order) {
        return sql.sql("""
                        SELECT coalesce(a.domain || ' / ' || v.name, 'none')
                        FROM orders o
                        LEFT JOIN accounts a ON a.id = o.account_id
                        LEFT JOIN virtual_accounts v ON v.id = o.virtual_account_id
                        WHERE o.sales_order_number = :order
                        """).param("order", order).query(String.class).single();
    }

    public long count(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    @Override
    public void close() {
        database.close();
    }
}
