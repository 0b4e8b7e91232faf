package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import io.handover.database.RestartableServer;
import io.handover.database.RestartableServer.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A crash of the server takes away what runs have staged; they take it in again from their files. */
@Tag("long")
class ServerCrashTest {
    private static final int ORDERS = AssignRange.CHUNK + 10;

    @TempDir
    private static Path home;

    private static RestartableServer server;
    private static TestProgram program;
    private static JdbcClient sql;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = RestartableServer.start(home);
        program = TestProgram.with(server.properties());
        sql = JdbcClient.create(server.dataSource());
        assertThat(program.run("runs").status()).isZero();
        Register.fill(sql, ORDERS);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aCompletedRunAsksForItsFileAndGivesTheSameReportsAgain() throws IOException, InterruptedException {
        Path file = requests("completed.csv", 3, "nowhere.example");
        Result first = run(file);
        int run = first.json().get("run").asInt();
        List<byte[]> reports = takeReports();

        crash();
        assertAsksForItsFile(run, file, "COMPLETED");
        Result handedInAgain = run(file);
        assertThat(handedInAgain.status()).as(handedInAgain.err()).isEqualTo(4);
        assertThat(handedInAgain.json()).isEqualTo(first.json());
        assertThat(takeReports()).containsExactlyElementsOf(reports);

        crash();
        Result resumed = program.run("resume", run);
        assertThat(resumed.status()).as(resumed.err()).isEqualTo(4);
        assertThat(takeReports()).containsExactlyElementsOf(reports);
    }

    @Test
    void anInterruptedRunWithoutItsFileSaysSoAndCanBeResumed() throws IOException, InterruptedException {
        Path file = requests("interrupted.csv", ORDERS, "a.example");
        AtomicInteger chunks = new AtomicInteger();
        program.runWith(
                work -> {
                    if (work.equals(Hooks.CHUNK) && chunks.incrementAndGet() == 2) {
                        throw new IllegalStateException("a fault in the second chunk");
                    }
                },
                arguments(file));
        int run = sql.sql("SELECT max(id) FROM runs").query(Integer.class).single();
        assertThat(statusOf(run)).isEqualTo("FAILED");
        String decided = outcomes(run);
        assertThat(decided.lines()).hasSize(AssignRange.CHUNK);
        crash();

        assertAsksForItsFile(run, file, "FAILED");
        assertThat(outcomes(run)).isEqualTo(decided);

        // Who was found to have an order, and no longer is, has been decided on all the same.
        sql.sql("UPDATE people SET active = false").update();
        Result resumed = program.run("resume", run, "--json");
        sql.sql("UPDATE people SET active = true").update();
        assertThat(resumed.status()).as(resumed.err()).isEqualTo(4);
        assertThat(outcomes(run).lines())
                .hasSize(ORDERS)
                .containsAll(decided.lines().toList());
        assertThat(resumed.json().get("assigned").asInt()).isEqualTo(AssignRange.CHUNK);
        Traces.assertNothingHalfDone(sql);
    }

    /** Takes the file of a run away, then puts another in its place, and brings it back. */
    private void assertAsksForItsFile(int run, Path file, String status) throws IOException {
        Path elsewhere = Files.move(file, folder.resolve("elsewhere.csv"));
        Result gone = program.run("resume", run);
        assertThat(gone.status()).as(gone.err()).isEqualTo(65);
        assertThat(gone.err())
                .contains("run " + run + " has to take its requests in again")
                .contains("there is no file " + file)
                .contains("put it back");
        assertThat(statusOf(run)).isEqualTo(status);

        Files.writeString(file, "quite another header\n");
        Result changed = program.run("resume", run);
        assertThat(changed.status()).as(changed.err()).isEqualTo(65);
        assertThat(changed.err())
                .contains("run " + run + " has to take its requests in again")
                .contains(file + " is not the file that it began with")
                .contains("put that back");
        assertThat(statusOf(run)).isEqualTo(status);

        Files.delete(file);
        Files.move(elsewhere, file);
    }

    private static void crash() throws IOException, InterruptedException {
        server.end(End.KILL);
        server.startAgain();
        assertThat(sql.sql("SELECT count(*) FROM requests").query(Integer.class).single())
                .as("staged before the crash")
                .isZero();
    }

    private Path requests(String name, int orders, String account) throws IOException {
        Stream<String> requests =
                IntStream.rangeClosed(1, orders).mapToObj(n -> "S" + n + "," + account + "," + Register.ANN);
        return Files.write(
                folder.resolve(name),
                Stream.concat(Stream.of(Register.HEADER), requests).toList());
    }

    private Result run(Path file) {
        return program.run(arguments(file));
    }

    private Object[] arguments(Path file) {
        return new Object[] {
            "run", file, "--accept-terms", "--results", "--json", "--workers", 1, "--out", folder.resolve("reports")
        };
    }

    /** Returns what is in the reports, in the order of their names, and deletes them. The manifest names no new time. */
    private List<byte[]> takeReports() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("reports"))) {
            List<Path> reports = files.sorted().toList();
            assertThat(reports).hasSize(3);
            List<byte[]> bytes = new ArrayList<>();
            for (Path report : reports) {
                bytes.add(Files.readAllBytes(report));
                Files.delete(report);
            }
            return bytes;
        }
    }

    private static String statusOf(int run) {
        return sql.sql("SELECT status FROM runs WHERE id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }

    private static String outcomes(int run) {
        return sql.sql("SELECT string_agg(x::text, E'\\n' ORDER BY record) FROM outcomes x WHERE run_id = :run")
                .param("run", run)
                .query(String.class)
                .single();
    }
}
