package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.Locks;
import io.handover.ledger.audit.FindingKind;
import io.handover.run.Register;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Where the source system has orders, and where Handover has them. */
class AuditReconcileCommandTest {
    private static final String HEADER =
            "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account";
    private static final String HOLDING = "holding.p1.example";

    @TempDir
    private Path folder;

    private Path feeds;
    private Path report;
    private Register register;
    private int files;

    @BeforeEach
    void setUp() throws IOException {
        register = new Register(folder, 8);
        feeds = Files.createDirectory(folder.resolve("theirs"));
        report = folder.resolve("reconciled.csv");
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void tellsOfEachKindWhatSupportHasToKnow() {
        request("S1,a.example", "S2,a.example", "S3,a.example", "S4,a.example", "S5,pending.example", "W9,a.example");
        theirs(
                "S1,a.example,",
                "S2," + HOLDING + ",",
                "S3,b.example,Lab",
                "S5,b.example,",
                "S6,zeta.example,Attic",
                "S7," + HOLDING + ",",
                "S9,a.example,");

        Result result = reconcile("--out", report);

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualToNormalizingNewlines("""
                Orders in their file: 7, at the same place in Handover: 2
                  UNKNOWN_ORDER             1
                  NOT_IN_FEED               1
                  UNKNOWN_PLACE             1
                  NOT_LOADED                1
                  NOT_AS_RECORDED           0
                  THEIRS_IS_OLDER           1
                  MOVED_ELSEWHERE           1
                """);
        assertThat(findings())
                .containsExactly(
                        "S2 THEIRS_IS_OLDER 3: holding.p1.example/DEFAULT, here a.example/DEFAULT by 1, left by 1:3,"
                                + " last ASSIGNED  to a.example/DEFAULT 1:3 ann@p1.example PO-1.2",
                        "S3 MOVED_ELSEWHERE 4: b.example/Lab, here a.example/DEFAULT by 1, left by :,"
                                + " last ASSIGNED  to a.example/DEFAULT 1:4 ann@p1.example PO-1.3",
                        "S4 NOT_IN_FEED : /, here a.example/DEFAULT by 1, left by :,"
                                + " last ASSIGNED  to a.example/DEFAULT 1:5 ann@p1.example PO-1.4",
                        "S5 NOT_LOADED 5: b.example/DEFAULT, here holding.p1.example/DEFAULT by , left by :,"
                                + " last DEFERRED ACCOUNT_PENDING to pending.example/DEFAULT 1:6 ann@p1.example PO-1.5",
                        "S6 UNKNOWN_PLACE 6: zeta.example/attic, here holding.p1.example/DEFAULT by , left by :,"
                                + " last   to / :  ",
                        "S9 UNKNOWN_ORDER 8: a.example/DEFAULT, here / by , left by :,"
                                + " last REJECTED ORDER_NOT_FOUND to a.example/DEFAULT 1:7 ann@p1.example PO-1.6");
        String decided = register.sql
                .sql("SELECT to_char(min(decided), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM outcomes")
                .query(String.class)
                .single();
        CSVRecord older = rows().get(0);
        assertThat(older.get("left_at")).isEqualTo(decided);
        assertThat(older.get("last_decided")).isEqualTo(decided);
        assertThat(older.get("web_order_number")).isEqualTo("W2");
        assertThat(rows().get(3).get("last_message")).contains("pending.example is still pending");
        assertThat(rows()).allSatisfy(row -> {
            FindingKind kind = FindingKind.valueOf(row.get("finding"));
            assertThat(row.get("meaning")).isEqualTo(kind.meaning());
            assertThat(row.get("advice")).isEqualTo(kind.advice());
        });
    }

    @Test
    void hasNothingToSayWhenBothAgree() throws IOException {
        request("S1,a.example", "S2,a.example,Lab", "S3,pending.example");
        theirs("S1,A.Example,", "S2,a.example,LAB", "S3," + HOLDING + ",default");

        Result result = reconcile("--out", report, "--json");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "{\"read\":3,\"agreed\":3,\"findings\":{\"UNKNOWN_ORDER\":0,\"NOT_IN_FEED\":0,"
                                + "\"UNKNOWN_PLACE\":0,\"NOT_LOADED\":0,\"NOT_AS_RECORDED\":0,\"THEIRS_IS_OLDER\":0,\"MOVED_ELSEWHERE\":0}}");
        assertThat(Files.readAllLines(report)).hasSize(1);
    }

    /** An order can be at a place more than once, in no account too. */
    @Test
    void namesTheLastMoveAwayFromWhereTheyHaveTheOrder() {
        register.sql
                .sql("UPDATE orders SET account_id = NULL, virtual_account_id = NULL WHERE sales_order_number = 'S2'")
                .update();
        request("S1,a.example", "S2,a.example");
        request("S1,b.example,,sold", "S2,b.example,Lab,sold");
        request("S1,a.example,,sold");
        request("S1,b.example,Lab,sold");
        register.program().run("undo", 2, "--accept-terms", "--out", register.reports());
        theirs("S1,a.example,", "S2,b.example,Lab");
        reconcile("--out", report);
        assertThat(findings())
                .satisfiesExactly(
                        first -> assertThat(first).contains("S1 THEIRS_IS_OLDER", "left by 4:2,"),
                        second -> assertThat(second)
                                .contains("S2 THEIRS_IS_OLDER", "here a.example/DEFAULT by 5", "left by 5:3,"));

        theirs("S1,b.example,", "S2,,");
        reconcile("--out", report);

        assertThat(findings())
                .satisfiesExactly(
                        first -> assertThat(first).contains("S1 THEIRS_IS_OLDER", "left by 3:2,"),
                        second -> assertThat(second).contains("S2 THEIRS_IS_OLDER 3: /,", "left by 1:3,"));
    }

    @Test
    void saysWhenTheTableOfOrdersIsNotAsTheLedgerHasIt() {
        request("S1,a.example", "S2,a.example");
        request("S3,a.example");
        register.sql.sql("""
                UPDATE orders o
                SET account_id = v.account_id, virtual_account_id = v.id
                FROM virtual_accounts v
                JOIN accounts a ON a.id = v.account_id
                WHERE o.sales_order_number IN ('S1', 'S3')
                  AND a.domain = 'b.example'
                  AND v.is_default
                """).update();
        theirs("S1,a.example,", "S2,a.example,", "S3," + HOLDING + ",");

        reconcile("--out", report);

        assertThat(findings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "S1 NOT_AS_RECORDED 2: a.example/DEFAULT, here b.example/DEFAULT by 1, left by :,"),
                        second -> assertThat(second)
                                .startsWith(
                                        "S3 NOT_AS_RECORDED 4: holding.p1.example/DEFAULT, here b.example/DEFAULT by 2,"
                                                + " left by 2:2,"));
    }

    @Test
    void takesAnotherFolderOfTheSameAccountForAnotherPlace() {
        request("S1,a.example", "S2,a.example,Lab");
        theirs("S1,a.example,Lab", "S2,a.example,Attic");
        register.sql.sql("UPDATE virtual_accounts SET restricted = true").update();

        reconcile("--out", report);

        assertThat(findings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("S1 MOVED_ELSEWHERE 2: a.example/Lab, here a.example/DEFAULT"),
                        second -> assertThat(second)
                                .startsWith("S2 UNKNOWN_PLACE 3: a.example/attic, here a.example/Lab"));
    }

    @Test
    void takesABlankFolderOfAnAccountWithoutADefaultForAnUnknownPlace() {
        register.sql.sql("UPDATE virtual_accounts SET is_default = false").update();
        theirs("S1,a.example,");

        reconcile("--out", report);

        assertThat(findings()).hasSize(1).first().asString().startsWith("S1 UNKNOWN_PLACE 2: a.example/, ");
    }

    @Test
    void tellsTheLastOutcomeThatCountedAndNoPreview() {
        request("S1,a.example");
        request("S1,b.example");
        Path preview = requests("S1,b.example,Lab", "S2,a.example");
        register.program().run("run", preview, "--preview", "--out", register.reports());
        theirs("S1," + HOLDING + ",", "S2,a.example,");

        reconcile("--out", report);

        assertThat(findings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("left by 1:2, last REJECTED JUSTIFICATION_REQUIRED to b.example/DEFAULT 2:2"),
                        second -> assertThat(second).contains("S2 NOT_LOADED", "last   to / :  "));
    }

    @Test
    void printsTheFindingsWhenTheyGoToNoFileAndTheCountsBesideThem() throws IOException {
        register.sql
                .sql("UPDATE orders SET sales_order_number = '=S2' WHERE sales_order_number = 'S2'")
                .update();
        request("S1,a.example", "=S2,a.example");
        theirs("S1," + HOLDING + ",", "=S2," + HOLDING + ",");
        reconcile("--out", report);

        Result result = reconcile("--json");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out())
                .isEqualTo(Files.readString(report))
                .contains("\r\n'=S2,W2,THEIRS_IS_OLDER,")
                .endsWith("\r\n");
        assertThat(result.out().replace("\r\n", "")).doesNotContain("\n");
        assertThat(JsonMapper.shared()
                        .readTree(result.err())
                        .get("findings")
                        .get("THEIRS_IS_OLDER")
                        .asInt())
                .isEqualTo(2);
        assertThat(reconcile("--json")).isEqualTo(result);
    }

    @Test
    void refusesAFileAsLoadDoes() throws IOException {
        theirs("S1,a.example,", "S1,a.example,", "S2,,Lab");
        Files.writeString(feeds.resolve("orders.csv"), "S3,W3,ODD,\"", StandardOpenOption.APPEND);
        Files.writeString(report, "of before");

        Result refused = reconcile("--out", report);

        assertThat(refused.status()).isEqualTo(65);
        assertThat(refused.err())
                .isEqualTo(register.program().run("load", feeds).err())
                .contains("line 3: order S1 is in line 2 already", "line 4: virtual_account is given", "line 5: ");
        assertThat(report).hasContent("of before");
    }

    @Test
    void refusesAFolderThatDoesNotSayWhereOrdersAre() throws IOException {
        Result nothing = reconcile();
        Files.writeString(
                feeds.resolve("orders.csv"), "sales_order_number,web_order_number,kind,status,export_status,partner\n");
        Result nowhere = reconcile();

        assertThat(nothing.status()).isEqualTo(65);
        assertThat(nothing.err()).contains("there is no orders.csv in this folder");
        assertThat(nowhere.status()).isEqualTo(65);
        assertThat(nowhere.err()).contains("account_domain");
    }

    /** As it would, for ten seconds here, if it took the lock of those who change facts, or of a row. */
    @Test
    void changesNothingAndWaitsForNobody() throws SQLException {
        request("S1,a.example");
        theirs("S1,b.example,", "S2,b.example,", "S10,b.example,");
        String before = everything();
        register.sql
                .sql(
                        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 10000', current_database()); END $$")
                .update();
        try (Connection other = register.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("SELECT pg_advisory_xact_lock(%d, %d)".formatted(Locks.HANDOVER, Locks.FACTS));
            other.createStatement().execute("SELECT FROM orders FOR UPDATE");

            assertThat(reconcile("--out", report).status()).isEqualTo(4);
            other.rollback();
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void takesTheSameStatementsForTenFindingsAndForThousands() {
        register.sql.sql("CREATE EXTENSION pg_stat_statements").update();
        assertThat(statementsFor(4_000)).isEqualTo(statementsFor(10));
    }

    @Test
    void theKindsAreThoseOfTheHelpAndOfThePageForOperators() throws IOException {
        String help =
                register.program().run("audit", "reconcile", "--help").out().replaceAll("\\s+", " ");
        Document page = Document.read(Path.of("docs/operations.md"));

        assertThat(FindingKind.values())
                .allSatisfy(kind -> assertThat(help).contains(kind + ": " + kind.meaning() + " " + kind.advice()));
        assertThat(page.column("findings", 0))
                .containsExactlyElementsOf(Arrays.stream(FindingKind.values())
                        .map(FindingKind::name)
                        .toList());
        assertThat(page.column("findings", 1))
                .containsExactlyElementsOf(Arrays.stream(FindingKind.values())
                        .map(FindingKind::meaning)
                        .toList());
        assertThat(page.column("findings", 2))
                .containsExactlyElementsOf(Arrays.stream(FindingKind.values())
                        .map(FindingKind::advice)
                        .toList());
    }

    private long statementsFor(int orders) {
        theirs(IntStream.rangeClosed(1, orders)
                .mapToObj(n -> "T" + n + ",a.example,")
                .toArray(String[]::new));
        register.sql.sql("SELECT pg_stat_statements_reset()").query().singleRow();
        reconcile("--out", report);
        assertThat(rows()).hasSize(orders);
        return register.count("""
                SELECT sum(calls)
                FROM pg_stat_statements
                WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND query ~* '\\m(orders|outcomes|findings|staged_orders|places)\\M'
                """);
    }

    /** Hands in requests of Ann's: {@code order,account}, and maybe {@code ,folder,justification}. */
    private void request(String... requests) {
        Path file = requests(requests);
        Result result = register.program().run("run", file, "--accept-terms", "--out", register.reports());
        assertThat(result.status()).as(result.err()).isIn(0, 4);
    }

    /** The same requests are another file each time. */
    private Path requests(String... requests) {
        files++;
        return register.file(
                "requests-" + files + ".csv",
                "order_number,smart_account,virtual_account,justification,requester,reference",
                IntStream.range(0, requests.length)
                        .mapToObj(at -> requests[at]
                                + ",".repeat(4 - requests[at].split(",", -1).length)
                                + ",%s,PO-%d.%d".formatted(Register.ANN, files, at + 1)));
    }

    /** Writes their orders: {@code order,account,folder}. */
    private void theirs(String... orders) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String order : orders) {
            String[] cells = order.split(",", 2);
            lines.add(cells[0] + "," + cells[0].replaceAll(".*\\D", "W") + ",STANDARD,SHIPPED,NONE,P1," + cells[1]);
        }
        try {
            Files.write(feeds.resolve("orders.csv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result reconcile(Object... options) {
        Result result = register.program()
                .run(Stream.concat(Stream.of("audit", "reconcile", "--facts", feeds), Stream.of(options))
                        .toArray());
        assertThat(result.err()).doesNotContain("Exception");
        return result;
    }

    private List<CSVRecord> rows() {
        return Register.records(report);
    }

    /** Returns what each row of the report says, but for sentences and times. */
    private List<String> findings() {
        return rows().stream()
                .map(row -> filled(
                        row,
                        "{order_number} {finding} {feed_line}: {feed_account}/{feed_virtual_account},"
                                + " here {account}/{virtual_account} by {assigned_by_run},"
                                + " left by {left_by_run}:{left_by_line},"
                                + " last {last_status} {last_codes} to {last_to_account}/{last_to_virtual_account}"
                                + " {last_run}:{last_line} {last_requester} {last_reference}"))
                .toList();
    }

    private static String filled(CSVRecord row, String text) {
        String filled = text;
        for (var value : row.toMap().entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private String everything() {
        return register.sql
                .sql("SELECT (SELECT string_agg(o::text, ' ' ORDER BY o.id) FROM orders o)"
                        + " || (SELECT string_agg(x::text, ' ' ORDER BY x.run_id, x.record) FROM outcomes x)"
                        + " || (SELECT string_agg(v::text, ' ') FROM facts_version v)"
                        + " || (SELECT count(*) FROM runs)")
                .query(String.class)
                .single();
    }
}
