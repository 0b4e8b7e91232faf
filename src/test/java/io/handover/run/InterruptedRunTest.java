package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that ended in the middle is completed by the same command, as if nothing had happened. */
class InterruptedRunTest {
    private static final int ORDERS = 5 * AssignRange.CHUNK;

    @TempDir
    private Path folder;

    private Register register;

    private static byte[] undisturbed;

    @BeforeAll
    static void runUndisturbed(@TempDir Path folder) throws IOException {
        try (Register other = new Register(folder, ORDERS)) {
            assertThat(other.run(requests(other)).status()).isEqualTo(4);
            undisturbed = Files.readAllBytes(other.reports().resolve("file.run-1.results.csv"));
        }
    }

    @BeforeEach
    void setUp() {
        register = new Register(folder, ORDERS);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reading", "matching", "deciding", "third chunk", "sealing", "writing"})
    void isCompletedAfterAFaultAtAnyPoint(String point) {
        Path file = requests(register);
        AtomicInteger chunks = new AtomicInteger();

        Result interrupted = register.program()
                .runWith(
                        work -> {
                            boolean thirdChunk = work.equals(Hooks.CHUNK) && chunks.incrementAndGet() == 3;
                            if (work.startsWith(point) || (thirdChunk && point.equals("third chunk"))) {
                                throw new IllegalStateException("a fault while " + point);
                            }
                        },
                        register.arguments(file, "--workers", 2));
        Result completed = register.run(file, "--workers", 2);

        assertThat(interrupted.status()).isEqualTo(70);
        assertThat(completed.status()).as(completed.err()).isEqualTo(4);
        assertCompletedAsIfUndisturbed();
    }

    @Test
    void isStoppedAtAChunkAndResumed() {
        Path file = requests(register);
        AtomicInteger chunks = new AtomicInteger();

        Result stopped = register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK) && chunks.incrementAndGet() == 2) {
                                assertThat(register.program().run("stop", 1).status())
                                        .isZero();
                            }
                        },
                        register.arguments(file, "--workers", 1));

        assertThat(stopped.status()).isEqualTo(130);
        assertThat(stopped.err()).contains("Run 1 was stopped");
        assertThat(register.program().run("runs").out()).contains("STOPPED");
        assertThat(register.count("SELECT count(*) FROM outcomes")).isEqualTo(2 * AssignRange.CHUNK);
        assertThat(register.program().run("resume", 1).status()).isEqualTo(4);
        assertCompletedAsIfUndisturbed();
        assertThat(register.program().run("stop", 1).status()).isEqualTo(2);
    }

    private static Path requests(Register register) {
        return register.file(
                "file.csv",
                Register.HEADER,
                IntStream.rangeClosed(1, ORDERS)
                        .map(n -> ORDERS + 1 - n)
                        .mapToObj(n -> "S" + n + (n % 7 == 0 ? ",pending" : ",a") + ".example," + Register.ANN));
    }

    private void assertCompletedAsIfUndisturbed() {
        assertThat(register.reports().resolve("file.run-1.results.csv")).hasBinaryContent(undisturbed);
        assertThat(register.count("SELECT count(*) FROM outcomes")).isEqualTo(ORDERS);
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run = 1 AND version = 1"))
                .isEqualTo(ORDERS - ORDERS / 7);
        assertThat(register.count("SELECT count(*) FROM seals")).isOne();
    }
}
