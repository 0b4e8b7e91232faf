package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.database.FaultyConnection.Sent;
import io.handover.database.FaultyNetwork.Fate;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost on the way to the database is tried again: the run goes on by itself as if nothing had happened. */
@Tag("long")
class DatabaseFaultsTest {
    /** After staging, matching, and assigning as a whole. */
    private static final int FIRST_RANGE = 4;

    @TempDir
    private Path folder;

    private static Traces undisturbed;

    private FaultyRegister faulty;

    @BeforeAll
    static void runUndisturbed(@TempDir Path folder) {
        try (FaultyRegister other = new FaultyRegister(folder)) {
            assertThat(other.run(FaultyRegister.LONG_PATIENCE).status()).isEqualTo(4);
            undisturbed = other.traces();
        }
    }

    @BeforeEach
    void setUp() {
        faulty = new FaultyRegister(folder);
    }

    @AfterEach
    void tearDown() {
        faulty.close();
    }

    @Test
    void goesOnAfterCutsWithinItsWork() {
        AtomicInteger cuts = atEach(
                sent -> {
                    faulty.network.cut();
                    return Fate.IS_LOST;
                },
                Moment.JOB_BEGINS,
                Moment.STAGING,
                Moment.BETWEEN_STEPS,
                Moment.MATCHING,
                Moment.ADDING_OUTCOMES);
        assertGoesOn();
        assertThat(cuts).hasValue(5);
    }

    @Test
    void goesOnAfterCutsTowardsItsEnd() {
        AtomicInteger cuts = atEach(
                sent -> {
                    faulty.network.cut();
                    return Fate.IS_LOST;
                },
                Moment.MOVING,
                Moment.SEALING,
                Moment.WRITING_REPORTS);
        assertGoesOn();
        assertThat(cuts).hasValue(3);
    }

    @Test
    void goesOnAfterCommitsThatNeverArrived() {
        AtomicInteger cuts = atEach(
                sent -> Fate.IS_LOST,
                Moment.COMMIT_OF_STAGING,
                Moment.COMMIT_OF_CHUNK,
                Moment.COMMIT_OF_SEALING,
                Moment.COMMIT_OF_REPORTS);
        assertGoesOn();
        assertThat(cuts).hasValue(4);
    }

    @Test
    void goesOnAfterCommitsOfWhichItHeardNothing() {
        AtomicInteger cuts = atEach(
                sent -> Fate.ANSWER_IS_LOST,
                Moment.COMMIT_OF_STAGING,
                Moment.COMMIT_OF_MATCHING,
                Moment.COMMIT_OF_CHUNK,
                Moment.COMMIT_OF_SEALING,
                Moment.COMMIT_OF_REPORTS);
        assertGoesOn();
        assertThat(cuts).hasValue(5);
    }

    @Test
    void goesOnAfterTheSessionThatHoldsTheRunWasLost() {
        List<Runnable> ways = List.of(
                () -> faulty.network.cut("pg_try_advisory_lock"), faulty::endSessionOfOwner, faulty::endSessions);
        Iterator<Runnable> way = ways.iterator();
        AtomicInteger losses = atEach(
                sent -> {
                    way.next().run();
                    return Fate.ARRIVES;
                },
                Moment.MATCHING,
                Moment.MOVING,
                Moment.SEALING);
        assertGoesOn();
        assertThat(losses).hasValue(3);
    }

    /** Batch keeps the range and its limits one after the other; without the second nobody can work on the first. */
    @Test
    void goesOnAfterTheLimitsOfARangeWereLost() {
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger cuts = new AtomicInteger();
        faulty.network.decideBy(sent -> {
            if (sent.statement().startsWith("INSERT INTO BATCH_STEP_EXECUTION(")) {
                steps.incrementAndGet();
            }
            boolean limitsOfARange = steps.get() == FIRST_RANGE
                    && sent.statement().startsWith("UPDATE BATCH_STEP_EXECUTION_CONTEXT")
                    && !sent.follows("INSERT INTO BATCH_STEP_EXECUTION(");
            return limitsOfARange && cuts.incrementAndGet() == 1 ? Fate.IS_LOST : Fate.ARRIVES;
        });
        assertGoesOn();
        assertThat(cuts).hasPositiveValue();
    }

    /** Lets something happen at these moments, at each once, one after the other, and counts how often it did. */
    private AtomicInteger atEach(Function<Sent, Fate> fault, Moment... moments) {
        Deque<Moment> rest = new ArrayDeque<>(List.of(moments));
        AtomicInteger count = new AtomicInteger();
        faulty.network.decideBy(sent -> {
            synchronized (rest) {
                if (rest.isEmpty() || !rest.getFirst().has(sent)) {
                    return Fate.ARRIVES;
                }
                rest.removeFirst();
                count.incrementAndGet();
                return fault.apply(sent);
            }
        });
        return count;
    }

    private void assertGoesOn() {
        faulty.assertCompleted(faulty.run(FaultyRegister.LONG_PATIENCE), undisturbed);
    }
}
