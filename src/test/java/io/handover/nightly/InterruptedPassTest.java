package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.Locks;
import io.handover.run.Gate;
import io.handover.run.Gate.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in the way of a pass, and how the next one makes up for it. */
@Tag("long")
class InterruptedPassTest {
    private static final String END_SESSIONS = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND application_name LIKE 'handover %'
            """;

    private static final String STOPPING = """
            SELECT count(*)
            FROM batch_job_execution
            WHERE status = 'STOPPING'
            """;

    @TempDir
    private Path parent;

    private Nights nights;

    @BeforeEach
    void setUp() {
        nights = new Nights(parent);
    }

    @AfterEach
    void tearDown() {
        nights.close();
    }

    @Test
    void archivesInTheNextPassWhatCouldNotBeMovedAfterItsRun() throws IOException {
        Path obstacle = nights.write("archive/" + Nights.DATE, Stream.of("not a folder"));
        nights.arrives("a.csv", "S1,a.example");

        Result failed = nights.pass();

        assertThat(failed.status()).as(failed.err()).isEqualTo(70);
        assertThat(failed.json().get("left").get(0).get("cause").asString()).startsWith("cannot be moved: ");
        assertThat(nights.register.place("S1")).startsWith("a.example");
        assertThat(nights.files("inbox")).containsExactly("a.csv");

        Files.delete(obstacle);
        assertThat(Nights.each(nights.pass().json().get("runs"), "done_before")).containsExactly("true");
        assertThat(nights.archived()).containsExactly("a.csv");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isOne();
    }

    @Test
    void aPassThatWasKilledAfterARunAndBeforeItsFileWasMovedIsCompletedByTheNext()
            throws IOException, InterruptedException {
        Gate.build(nights.register);
        nights.arrives("a.csv", "S1,a.example");
        nights.arrives("b.csv", "S2,a.example");
        ProgramProcess process = start();
        try (Gate gate = Gate.closed(nights.register, Place.COMPLETED)) {
            assertThat(gate.awaitSomebody(process.process()::isAlive))
                    .as(process.printed())
                    .isTrue();
            Result second = nights.pass();
            assertThat(second.status()).as(second.err()).isEqualTo(75);
            process.kill();
        }
        assertThat(nights.files("inbox")).containsExactly("a.csv", "b.csv");

        Result next = nights.pass();

        assertThat(next.status()).as(next.err()).isZero();
        assertThat(Nights.each(next.json().get("runs"), "done_before")).containsExactly("true", "false");
        assertThat(nights.archived()).containsExactly("a.csv", "b.csv");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isEqualTo(2);
    }

    @Test
    void aPassThatIsToldToEndStopsItsRunAndLeavesItsFiles() throws IOException, InterruptedException {
        Gate.build(nights.register);
        nights.arrives("a.csv", "S1,a.example");
        nights.arrives("b.csv", "S2,a.example");
        ProgramProcess process = start();
        try (Gate gate = Gate.closed(nights.register, Place.SEALING)) {
            assertThat(gate.awaitSomebody(process.process()::isAlive))
                    .as(process.printed())
                    .isTrue();
            process.signal("TERM");
            for (int look = 0; look < 4_000 && nights.register.count(STOPPING) == 0; look++) {
                Thread.sleep(5);
            }
        }

        assertThat(process.await()).as(process.printed()).isEqualTo(130);
        assertThat(process.printed()).contains("\"exit_status\":130", "Run 1 was stopped", "The pass was told to stop");
        assertThat(nights.files("inbox")).containsExactly("a.csv", "b.csv");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isOne();
        assertThat(nights.pass().status()).isZero();
        assertThat(nights.archived()).containsExactly("a.csv", "b.csv");
    }

    @Test
    void onlyOnePassIsAtWorkInAHome() throws IOException {
        nights.arrives("a.csv", "S1,a.example");
        try (HomeLock held = HomeLock.take(new Home(nights.folder)).orElseThrow()) {
            Result second = nights.pass();

            assertThat(second.status()).isEqualTo(75);
            assertThat(second.err()).startsWith("Another pass is at work in " + nights.folder);
            assertThat(second.out()).isEmpty();
            assertThat(held).isNotNull();
        }
        assertThat(nights.files("inbox")).containsExactly("a.csv");
        assertThat(nights.files("reports")).isEmpty();
        assertThat(nights.pass().status()).isZero();
    }

    @Test
    void leavesAFileWhoseRunAnotherProcessWorksOnAndGoesOn() throws SQLException {
        nights.arrives("a.csv", "S1,a.example");
        nights.arrives("b.csv", "S2,a.example");
        try (Connection other = nights.register.database().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d, 1)".formatted(Locks.RUN));

            Result pass = nights.pass();

            assertThat(pass.status()).as(pass.err()).isEqualTo(75);
            assertThat(nights.files("inbox")).containsExactly("a.csv");
            assertThat(nights.archived()).containsExactly("b.csv");
            assertThat(pass.json().get("left").get(0).get("cause").asString()).contains("Run 1 is being worked on");
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
        assertThat(nights.pass().status()).isZero();
        assertThat(nights.register.place("S1")).startsWith("a.example");
    }

    @Test
    void movesNothingInANightWithNoDatabase() {
        nights.arrives("a.csv", "S1,a.example");

        Result pass = nights.passOf(nights.programWithoutDatabase(), work -> {});

        assertThat(pass.status()).isEqualTo(69);
        assertThat(pass.json().get("failure").asString()).contains("127.0.0.1:1");
        assertThat(pass.json().get("facts").get("state").asString()).isEqualTo("UNTOUCHED");
        assertThat(nights.files("inbox")).containsExactly("a.csv");
        assertThat(nights.files("reports")).hasSize(2);
        assertThat(nights.pass().status()).isZero();
        assertThat(nights.archived()).containsExactly("a.csv");
    }

    @Test
    void endsWhenTheDatabaseIsLostAndTheNextPassGoesOn() {
        nights.arrives("a.csv", "S1,a.example");
        nights.arrives("b.csv", "S2,a.example");
        Map<String, Object> impatient = new HashMap<>(nights.register.database().properties());
        impatient.put("handover.patience", "0s");
        Consumer<String> cut = once("deciding", 1, () -> nights.register.count(END_SESSIONS));

        Result pass;
        try {
            pass = nights.passOf(TestProgram.with(impatient), cut);
        } finally {
            System.clearProperty("handover.patience");
        }

        assertThat(pass.status()).as(pass.err()).isEqualTo(69);
        assertThat(Nights.each(pass.json().get("left"), "file")).containsExactly("a.csv", "b.csv");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isOne();
        Result next = nights.pass();
        assertThat(next.status()).as(next.json().get("left").toString()).isZero();
        assertThat(nights.archived()).containsExactly("a.csv", "b.csv");
    }

    @Test
    void leavesAFileThatWasChangedMeanwhile() {
        nights.arrives("a.csv", "S1,a.example");
        nights.arrives("b.csv", "S2,a.example");
        nights.arrives("c.csv", "S3,a.example");
        Consumer<String> uploads = once("matching", 1, () -> {
            nights.arrives("a.csv", "S1,a.example", "S4,a.example");
            nights.arrives("b.csv", "S2,a.example", "S5,a.");
        });

        Result pass = nights.passWith(uploads);

        assertThat(pass.status()).as(pass.err()).isZero();
        assertThat(pass.json().get("left").valueStream().map(Object::toString))
                .containsExactly(
                        "{\"file\":\"a.csv\",\"cause\":\"was changed while it was read\"}",
                        "{\"file\":\"b.csv\",\"cause\":\"is still being written\"}");
        assertThat(nights.archived()).containsExactly("c.csv");
        assertThat(nights.register.place("S2")).startsWith("holding.p1.example");
        nights.pass();
        assertThat(nights.register.place("S4")).startsWith("a.example");
        assertThat(nights.archived()).containsExactly("a.csv", "b.csv", "c.csv");
    }

    /** What this pass has deferred is decided too, after what the retry that was interrupted began with. */
    @Test
    void completesAnInterruptedRetryAndThenRetriesAgain() {
        nights.setExportStatus("S1", "HELD");
        nights.setExportStatus("S2", "HELD");
        nights.arrives("a.csv", "S1,a.example");
        Consumer<String> planted = once("sealing", 2, () -> {
            throw new IllegalStateException("planted");
        });
        assertThat(nights.passWith(planted).status()).isEqualTo(70);
        assertThat(nights.archived()).containsExactly("a.csv");
        nights.arrives("b.csv", "S2,a.example");

        Result pass = nights.pass();

        assertThat(pass.status()).as(pass.err()).isEqualTo(4);
        assertThat(Nights.each(pass.json().get("runs"), "run")).isEqualTo(List.of("3", "2", "4"));
        assertThat(Nights.each(pass.json().get("runs"), "read")).isEqualTo(List.of("1", "1", "2"));
    }

    private ProgramProcess start() throws IOException {
        return ProgramProcess.start(
                parent.resolve("process"), nights.register.database().properties(), nights.arguments());
    }

    /** Does something when work of a kind begins for the nth time. */
    private static Consumer<String> once(String kind, int nth, Runnable what) {
        int[] seen = {0};
        return work -> {
            if (work.startsWith(kind) && ++seen[0] == nth) {
                what.run();
            }
        };
    }
}
