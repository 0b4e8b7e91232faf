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
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A database that was used before outcomes had their leaves: the migration gives them those that the program gives to
 * the same outcomes, and a run that was interrupted before goes on after it.
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

    private static final String KEYS_AND_LEAVES = """
            SELECT concat_ws(' ', run_id, record, order_key, encode(leaf, 'hex'))
            FROM outcomes
            ORDER BY run_id, record
            """;

    private static final String LEAVES = """
            SELECT leaf
            FROM outcomes
            WHERE run_id = 1
            ORDER BY record
            """;

    private static final String ROOT = """
            SELECT root
            FROM seals
            WHERE run_id = 1
            """;

    private static final String OTHER_ALPHABETS = """
            UPDATE accounts SET domain = 'zürich.example' WHERE domain = 'b.example';
            UPDATE virtual_accounts SET name = 'Лаборатория 東京 🧪', name_folded = 'lab' WHERE name_folded = 'lab'
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
            assertThat(rootOver(older.sql
                            .sql(LEAVES)
                            .query((row, number) -> row.getBytes(1))
                            .list()))
                    .isEqualTo(older.sql.sql(ROOT).query(byte[].class).single());
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

    private static Stream<String> everyKindOfOutcome() {
        return Stream.of(
                "S1,zürich.example,lab,ann@p1.example,Bestellung № 1 ✓,,,",
                "W1,ZÜRICH.example,LAB,ann@p1.example,,,,",
                "S2,pending.example,,ann@p1.example,,\"two\nlines\",C-2,",
                "S3,nowhere.example,,ann@p1.example,,,,zürich.example",
                "S4,a.example,Attic,ann@p1.example,,,,none",
                "S5,a.example,,bob@p2.example,,,,",
                "S6,a.example,,nobody@p2.example,,,,",
                "S7,a.example,,,,,,",
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
                out.copyOut("COPY %s (%s) TO STDOUT".formatted(table, columns), rows);
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
        return RunImage.texts(register, KEYS_AND_LEAVES);
    }

    /** RFC 6962, section 2.1, read word for word: the leaves are hashed already. */
    private static byte[] rootOver(List<byte[]> leaves) {
        int count = leaves.size();
        if (count == 1) {
            return leaves.get(0);
        }
        int largestPowerOfTwoBelow = Integer.highestOneBit(count - 1);
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update((byte) 1);
        sha256.update(rootOver(leaves.subList(0, largestPowerOfTwoBelow)));
        return sha256.digest(rootOver(leaves.subList(largestPowerOfTwoBelow, count)));
    }
}
