package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A database that was used before outcomes had their leaves: the migrations put them into words and give them the leaves
 * that the program gives to the same outcomes, and a run that was interrupted before goes on after it.
 */
class OlderLedgerTest {
    private static final String BEFORE_LEAVES = "007";
    private static final String HEADER =
            "order_number,smart_account,virtual_account,requester,reference,justification,case_number,expected_account";

    /** Those that hold what is kept, in the order in which they refer to each other. */
    private static final List<String> TABLES = List.of(
            "accounts",
            "virtual_accounts",
            "people",
            "orders",
            "order_access",
            "runs",
            "requests",
            "outcomes",
            "tallies",
            "seals",
            "batch_job_instance",
            "batch_job_execution",
            "batch_job_execution_params",
            "batch_job_execution_context",
            "batch_step_execution",
            "batch_step_execution_context");

    private static final List<String> SEQUENCES =
            List.of("batch_job_instance_seq", "batch_job_execution_seq", "batch_step_execution_seq");

    private static final String COLUMNS = """
            SELECT string_agg(column_name, ', ' ORDER BY ordinal_position)
            FROM information_schema.columns
            WHERE table_name = :table
            """;

    /** As outcomes were before they were kept in words. */
    private static final String OUTCOMES_BEFORE = """
            SELECT x.run_id, x.record, x.line, x.requester, x.reference, x.justification, x.case_number, x.status,
                   x.codes, x.message, CASE WHEN x.order_key > 0 THEN x.order_key END, f.id, fv.id, t.id, tv.id, x.decided
            FROM outcomes x
            LEFT JOIN accounts f ON f.domain = x.from_account
            LEFT JOIN virtual_accounts fv ON fv.account_id = f.id AND fv.name_folded = x.from_virtual_account
            LEFT JOIN accounts t ON t.domain = x.to_account
            LEFT JOIN virtual_accounts tv ON tv.account_id = t.id AND tv.name_folded = x.to_virtual_account
            """;

    private static final String SEALS_BEFORE = """
            SELECT run_id, number, outcomes, root, NULL, head, sealed
            FROM seals
            """;

    /** A record with a fault of its own was staged without its order's number, which is all that is known of it. */
    private static final String LEDGER = """
            SELECT row(x.run_id, x.record, x.order_key, x.line, x.requester, x.reference, x.sales_order_number,
                       x.web_order_number, x.from_account, x.from_virtual_account, x.to_account, x.to_virtual_account,
                       x.status, x.codes, x.message, x.justification, x.case_number, x.period,
                       CASE WHEN q.order_number IS NOT NULL THEN x.order_number END,
                       CASE WHEN q.order_number IS NOT NULL AND x.run_id = 1 THEN x.leaf END)::text
            FROM outcomes x
            JOIN requests q USING (run_id, record)
            ORDER BY x.run_id, x.record
            """;

    private static final String OTHER_ALPHABETS = """
            UPDATE accounts SET domain = 'zürich.example' WHERE domain = 'b.example';
            UPDATE virtual_accounts SET name = 'Лаборатория 東京 🧪', name_folded = 'лаборатория 東京 🧪' WHERE name_folded = 'lab'
            """;

    @TempDir
    private Path folder;

    @Test
    void getsTheLeavesThatTheProgramGivesAndGoesOnWhereItStopped() throws IOException, SQLException {
        try (Register newer = new Register(Files.createDirectory(folder.resolve("newer")), 3 * AssignRange.CHUNK);
                TestDatabase database = TestDatabase.createEmpty()) {
            newer.sql.sql(OTHER_ALPHABETS).update();
            Path sealed = newer.file("sealed.csv", HEADER, everyKindOfOutcome());
            assertThat(newer.run(sealed).status()).isEqualTo(4);
            Path interrupted = newer.file("interrupted.csv", HEADER, moves());
            interruptInSecondChunk(newer, interrupted);
            migrateTo(BEFORE_LEAVES, database);
            Register older = new Register(Files.createDirectory(folder.resolve("older")), database);
            copy(newer, older);

            // Whatever command comes first migrates.
            assertThat(older.program().run("runs").status()).isZero();

            assertThat(texts(older)).hasSizeGreaterThan(AssignRange.CHUNK).isEqualTo(texts(newer));
            assertGoesOn(older, newer, sealed, interrupted);
        }
    }

    /** Both answer for the sealed run from the ledger, and complete the other one alike. */
    private static void assertGoesOn(Register older, Register newer, Path sealed, Path interrupted) {
        for (Register register : List.of(older, newer)) {
            assertThat(register.run(sealed).status()).isEqualTo(4);
            Result completed = register.run(interrupted);
            assertThat(completed.status()).as(completed.err()).isZero();
            assertThat(completed.json().get("run").asInt()).isEqualTo(2);
        }
        assertThat(RunImage.of(older).differencesFrom(RunImage.of(newer))).isEmpty();
        assertThat(texts(older)).isEqualTo(texts(newer));
        Traces.assertNothingHalfDone(older.sql);
    }

    private static String rows(String table, String columns) {
        return switch (table) {
            case "outcomes" -> "(" + OUTCOMES_BEFORE + ")";
            case "seals" -> "(" + SEALS_BEFORE + ")";
            default -> table + " (" + columns + ")";
        };
    }

    private static Stream<String> everyKindOfOutcome() {
        return Stream.of(
                "S1,zürich.example,Лаборатория 東京 🧪,ann@p1.example,Bestellung № 1 ✓,,,",
                "W1,ZÜRICH.example,ЛАБОРАТОРИЯ 東京 🧪,ann@p1.example,,,,",
                "S2,pending.example,,ann@p1.example,,\"two\nlines\",C-2,",
                "S3,nowhere.example,,ann@p1.example,,,,zürich.example",
                "S4,a.example,Attic,ann@p1.example,,,,none",
                "S5,a.example,,bob@p2.example,,,,",
                "S6,a.example,,nobody@p2.example,,,,",
                "S8,a.example,,ann@p1.example",
                "S9,holding.p1.example,,ann@p1.example,,,,",
                "S10,a.example,,ann@p1.example,,,,",
                "S10,zürich.example,,ann@p1.example,,,,");
    }

    private static Stream<String> moves() {
        return IntStream.range(0, 2 * AssignRange.CHUNK)
                .map(n -> 3 * AssignRange.CHUNK - n)
                .mapToObj(n -> "W" + n + ",a.example,,ann@p1.example,№ " + n + ",,,");
    }

    private static void interruptInSecondChunk(Register register, Path file) {
        AtomicInteger chunks = new AtomicInteger();
        Result interrupted = register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK) && chunks.incrementAndGet() == 2) {
                                throw new IllegalStateException("a fault in the second chunk");
                            }
                        },
                        register.arguments(file, "--workers", 1));
        assertThat(interrupted.status()).isEqualTo(70);
    }

    private static void migrateTo(String version, TestDatabase database) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target(version)
                // Privileges are those of the newest form; the program grants them.
                .repeatableSqlMigrationPrefix("none")
                .load()
                .migrate();
    }

    /** Copies what the older tables have columns for. */
    private static void copy(Register from, Register to) throws SQLException, IOException {
        try (Connection source = from.database().dataSource().getConnection();
                Connection target = to.database().dataSource().getConnection()) {
            CopyManager out = source.unwrap(PGConnection.class).getCopyAPI();
            CopyManager in = target.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                String columns = to.sql
                        .sql(COLUMNS)
                        .param("table", table)
                        .query(String.class)
                        .single();
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                out.copyOut("COPY %s TO STDOUT".formatted(rows(table, columns)), rows);
                in.copyIn(
                        "COPY %s (%s) FROM STDIN".formatted(table, columns),
                        new ByteArrayInputStream(rows.toByteArray()));
            }
        }
        for (String sequence : SEQUENCES) {
            long last = from.count("SELECT last_value FROM " + sequence);
            to.sql
                    .sql("SELECT setval('%s', %d)".formatted(sequence, last))
                    .query()
                    .singleRow();
        }
    }

    private static List<String> texts(Register register) {
        return RunImage.texts(register, LEDGER);
    }
}
