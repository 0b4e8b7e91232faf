package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.FaultyNetwork.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults at random moments: either the run goes on by itself, or it ends with a sentence that says what is the matter,
 * and the same command completes it. {@code ./mvnw test -Dtest=RandomFaultsTest -Dfaults=200 -Dseed=1} tries 200.
 */
@Tag("long")
class RandomFaultsTest {
    private static final int FAULTS = Integer.getInteger("faults", 4);
    private static final List<Fault> KINDS = List.of(Fault.values());
    private static final long SEED = Long.getLong("seed", 1L);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private Traces undisturbed = new Traces("", "", "", "", "");
    private long statements;
    private int wentOn;
    private int ended;

    @BeforeEach
    void runUndisturbed() throws IOException {
        try (FaultyRegister faulty = new FaultyRegister(Files.createDirectory(folder.resolve("undisturbed")))) {
            assertThat(faulty.run(FaultyRegister.LONG_PATIENCE).status()).isEqualTo(4);
            undisturbed = faulty.traces();
            statements = faulty.network.statements();
        }
    }

    @Test
    void loseNothingAndDoNothingTwice() throws IOException {
        System.out.println("faults " + FAULTS + ", seed " + SEED);
        for (int number = 1; number <= FAULTS; number++) {
            try (FaultyRegister faulty = new FaultyRegister(Files.createDirectory(folder.resolve("fault" + number)))) {
                Fault fault = KINDS.get(random.nextInt(KINDS.size()));
                long at = 1L + random.nextInt((int) statements);
                check(faulty, fault, at, "fault %d: %s at statement %d of %d".formatted(number, fault, at, statements));
            }
        }
        System.out.printf(
                "faults %d, lost 0, double 0, gone on by itself %d, ended with 69 and completed %d, seed %d%n",
                FAULTS, wentOn, ended, SEED);
    }

    private void check(FaultyRegister faulty, Fault fault, long at, String what) {
        AtomicLong passed = new AtomicLong();
        faulty.network.decideBy(sent -> passed.incrementAndGet() == at ? fault.strike(faulty, random) : Fate.ARRIVES);
        Result result = faulty.run(fault.patience());
        Traces.assertNothingHalfDone(faulty.register.sql);
        assertThat(result.status()).as(what + ": " + result.err()).isIn(4, 69);
        if (result.status() == 69) {
            ended++;
            assertThat(result.err()).as(what).hasLineCount(result.err().contains("committed is kept") ? 2 : 1);
            faulty.network.comeBack();
            Result completed = faulty.run(FaultyRegister.LONG_PATIENCE);
            assertThat(completed.status()).as(what + ": " + completed.err()).isEqualTo(4);
            Traces.assertNothingHalfDone(faulty.register.sql);
        } else {
            wentOn++;
        }
        assertThat(faulty.traces()).as(what).isEqualTo(undisturbed);
    }
}
