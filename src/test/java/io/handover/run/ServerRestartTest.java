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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server goes down in the middle of a run, which outlasts a restart, and is taken up when the server comes late. */
@Tag("long")
class ServerRestartTest {
    private static final int ORDERS_OF_RUN = 2 * AssignRange.CHUNK;
    private static final Path SAMPLES = Path.of("input-samples");

    @TempDir
    private Path folder;

    private final Map<String, Object> properties = new HashMap<>();

    @AfterEach
    void tearDown() {
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    void runOutlastsARestartOfAnyKindAndIsTakenUpAfterALongOutage() throws IOException, InterruptedException {
        try (RestartableServer server = RestartableServer.start(folder.resolve("home"))) {
            properties.putAll(server.properties());
            TestProgram program = programOfPatience("60s");
            JdbcClient sql = JdbcClient.create(server.dataSource());
            assertThat(program.run("runs").status()).isZero();
            Register.fill(sql, (End.values().length + 1) * ORDERS_OF_RUN);
            int run = 0;
            for (End end : End.values()) {
                Result result = program.runWith(inTheMiddle(() -> restart(server, end)), run(++run));
                assertThat(result.status()).as(end + ": " + result.err()).isZero();
            }

            Object[] last = run(++run);
            Result ended = programOfPatience("3s").runWith(inTheMiddle(() -> server.end(End.KILL)), last);
            assertThat(ended.status()).as(ended.err()).isEqualTo(69);
            assertThat(ended.err()).startsWith("Cannot reach the database").hasLineCount(2);
            server.startAgain();
            Traces.assertNothingHalfDone(sql);
            Result completed = program.run(last);
            assertThat(completed.status()).as(completed.err()).isZero();

            Traces.assertNothingHalfDone(sql);
            assertThat(sql.sql("SELECT count(*) FROM outcomes WHERE status = 'ASSIGNED'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(run * ORDERS_OF_RUN);
        }
    }

    @Test
    void ownServerThatWasKilledIsStartedByTheNextRun() {
        Path home = folder.resolve("home");
        properties.put("handover.database.url", "");
        properties.put("handover.home", home);
        Object[] run = {
            "run",
            SAMPLES.resolve("requests.csv"),
            "--facts",
            SAMPLES.resolve("facts"),
            "--accept-terms",
            "--out",
            folder.resolve("reports")
        };

        Result ended = programOfPatience("3s").runWith(inTheMiddle(() -> RestartableServer.end(home, End.KILL)), run);
        assertThat(ended.status()).as(ended.err()).isEqualTo(69);
        assertThat(ended.err()).contains("Cannot reach the database");
        Result completed = programOfPatience("3s").run(run);

        assertThat(completed.status()).as(completed.err()).isEqualTo(4);
        assertThat(folder.resolve("reports/requests.run-1.rejections.csv"))
                .hasSameBinaryContentAs(SAMPLES.resolve("expected/requests.run-1.rejections.csv"));
    }

    private interface Disaster {
        void strike() throws IOException, InterruptedException;
    }

    /** Strikes once, when the first chunk is about to commit. */
    private static Consumer<String> inTheMiddle(Disaster disaster) {
        AtomicBoolean struck = new AtomicBoolean();
        return work -> {
            if (work.equals(Hooks.CHUNK) && !struck.getAndSet(true)) {
                strike(disaster);
            }
        };
    }

    private static void strike(Disaster disaster) {
        try {
            disaster.strike();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server now; it is back after a while. */
    private static void restart(RestartableServer server, End end) throws IOException, InterruptedException {
        server.end(end);
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> strike(server::startAgain));
    }

    private TestProgram programOfPatience(String patience) {
        properties.put("handover.patience", patience);
        properties.put("spring.datasource.hikari.connection-timeout", 1000);
        return TestProgram.with(properties);
    }

    private Object[] run(int number) throws IOException {
        Path file = folder.resolve("run" + number + ".csv");
        Stream<String> requests = IntStream.rangeClosed((number - 1) * ORDERS_OF_RUN + 1, number * ORDERS_OF_RUN)
                .mapToObj(n -> "S" + n + ",a.example," + Register.ANN);
        Files.write(file, Stream.concat(Stream.of(Register.HEADER), requests).toList());
        return new Object[] {"run", file, "--accept-terms", "--workers", 1, "--out", folder.resolve("reports")};
    }
}
