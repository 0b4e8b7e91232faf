package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of many processes that are told to work on a run, one does. {@code -Drounds=25} says how often that is tried,
 * {@code -Dseed=} in which ways.
 */
@Tag("long")
class OneOwnerTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 1);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int PROCESSES = 8;
    private static final String DONE_BEFORE = "This was done before";

    private static final String WAITING = """
            SELECT count(*)
            FROM pg_locks l
            JOIN pg_stat_activity s ON s.pid = l.pid
            WHERE NOT l.granted
              AND s.datname = current_database()
            """;

    @TempDir
    private static Path folder;

    private static Register prepared;
    private static RunImage undisturbed;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void runUndisturbed() throws IOException {
        prepared = MixedRequests.register(folder);
        Gate.build(prepared);
        undisturbed = RunImage.undisturbed(prepared, folder.resolve("undisturbed"));
    }

    @AfterAll
    static void dropDatabase() {
        prepared.close();
    }

    @Test
    void oneOfEightProcessesWorksAndTheOthersSaySo() throws IOException, InterruptedException {
        int busy = 0;
        int answered = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Path itsFolder = Files.createDirectory(folder.resolve("eight-" + round));
            try (Register register = prepared.copy(itsFolder)) {
                Path file = MixedRequests.file(register);
                int resuming = List.of(0, PROCESSES, PROCESSES / 2).get((int) ((SEED + round) % 3));
                if (resuming > 0) {
                    interrupt(register, file);
                }
                long attempts = attempts(register);
                List<ProgramProcess> processes = startAtOnce(register, itsFolder, file, resuming);
                for (ProgramProcess process : processes) {
                    assertThat(process.await()).as(process.printed()).isIn(4, 75);
                    assertThat(process.printed()).doesNotContain("\tat ");
                    busy += process.await() == 75 ? 1 : 0;
                    answered += process.printed().contains(DONE_BEFORE) ? 1 : 0;
                }
                assertThat(attempts(register)).as("times taken up").isEqualTo(attempts + 1);
                undisturbed.assertIsLeftIn(register);
            }
        }
        assertThat(busy + answered).isEqualTo(ROUNDS * (PROCESSES - 1));
        System.out.printf(
                "rounds %d of %d processes at once, worked %d, busy %d, answered %d, seed %d%n",
                ROUNDS, PROCESSES, ROUNDS, busy, answered, SEED);
    }

    /** Lets all begin at the same moment; one time in two the one that works is held up until the others have ended. */
    @SuppressWarnings("try") // The gates are held, not used.
    private List<ProgramProcess> startAtOnce(Register register, Path itsFolder, Path file, int resuming)
            throws IOException, InterruptedException {
        List<ProgramProcess> processes = new ArrayList<>();
        try (Gate inTheWork = Gate.closed(register, Gate.Place.CHUNK_WRITTEN)) {
            try (Gate start = Gate.closedTable(register, "runs")) {
                for (int number = 1; number <= PROCESSES; number++) {
                    Object[] arguments = number <= resuming
                            ? new Object[] {"resume", 1}
                            : new Object[] {
                                "run", file, "--accept-terms", "--results", "--out", register.reports(), "--workers", 2
                            };
                    processes.add(ProgramProcess.start(
                            itsFolder.resolve("process-" + number),
                            register.database().properties(),
                            arguments));
                }
                Deadline deadline = Deadline.in(300);
                while (register.count(WAITING) < PROCESSES) {
                    deadline.check("all processes to wait for the start");
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
            if (random.nextBoolean()) {
                Deadline deadline = Deadline.in(300);
                while (processes.stream()
                                .filter(each -> each.process().isAlive())
                                .count()
                        > 1) {
                    deadline.check("all but one process to end");
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
        }
        return processes;
    }

    private static void interrupt(Register register, Path file) {
        AtomicInteger chunks = new AtomicInteger();
        Result interrupted = register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK) && chunks.incrementAndGet() == 2) {
                                throw new IllegalStateException("a fault");
                            }
                        },
                        register.arguments(file, "--workers", 1));
        assertThat(interrupted.status()).isEqualTo(70);
    }

    @Test
    void anOwnerThatWasStoppedForLongerThanItsLeaseWritesNothingAnyMore() throws IOException, InterruptedException {
        int goneOnInTheMiddle = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            StopPoint point = StopPoint.values()[(int) ((SEED + round) % StopPoint.values().length)];
            boolean inTheMiddle = random.nextBoolean();
            goneOnInTheMiddle += inTheMiddle ? 1 : 0;
            Path itsFolder = Files.createDirectory(folder.resolve("stopped-" + round));
            try (Register register = prepared.copy(itsFolder)) {
                Path file = MixedRequests.file(register);
                ProgramProcess owner = ProgramProcess.start(
                        itsFolder.resolve("owner"),
                        withLease(register, "2s"),
                        register.arguments(file, "--workers", 2));
                try {
                    point.stop(
                            register,
                            owner,
                            () -> assertThat(register.run(file).status()).isEqualTo(75));
                    takeOver(register, file, inTheMiddle ? () -> goOn(register, owner) : () -> {});
                    if (!inTheMiddle) {
                        goOn(register, owner);
                    }
                } finally {
                    owner.kill();
                }
                undisturbed.assertIsLeftIn(register);
            }
        }
        System.out.printf(
                "owners stopped %d, taken over %d, gone on in the middle of it %d, wrote 0, seed %d%n",
                ROUNDS, ROUNDS, goneOnInTheMiddle, SEED);
    }

    /** Where an owner is stopped, SIGSTOP: it is still there, and does nothing, not even let go. */
    private enum StopPoint {
        STAGING,
        CHUNK_WRITTEN,
        CHUNK_COMMITTING,
        AFTER_A_CHUNK,
        WRITING_REPORTS;

        void stop(Register register, ProgramProcess owner, Runnable whileItIsHeldUp)
                throws IOException, InterruptedException {
            switch (this) {
                case STAGING -> stopAt(Gate.closed(register, Gate.Place.STAGING), owner, whileItIsHeldUp);
                case CHUNK_WRITTEN -> stopAt(Gate.closed(register, Gate.Place.CHUNK_WRITTEN), owner, whileItIsHeldUp);
                case CHUNK_COMMITTING ->
                    stopAt(Gate.closed(register, Gate.Place.CHUNK_COMMITTING), owner, whileItIsHeldUp);
                case AFTER_A_CHUNK -> {
                    while (register.count("SELECT count(*) FROM outcomes") == 0) {
                        assertThat(owner.process().isAlive()).isTrue();
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                    owner.signal("STOP");
                }
                case WRITING_REPORTS -> {
                    Gate reports = Gate.closed(register, Gate.Place.REPORTS_BEGIN);
                    assertThat(reports.awaitSomebody(() -> owner.process().isAlive()))
                            .isTrue();
                    Gate reading = Gate.closedTable(register, "requests");
                    reports.close();
                    stopAt(reading, owner, whileItIsHeldUp);
                }
            }
        }

        private static void stopAt(Gate closed, ProgramProcess owner, Runnable whileItIsHeldUp)
                throws IOException, InterruptedException {
            try (Gate gate = closed) {
                assertThat(gate.awaitSomebody(() -> owner.process().isAlive())).isTrue();
                whileItIsHeldUp.run();
                owner.signal("STOP");
            }
        }
    }

    /** Busy until the lease is over; then the run is taken up and completed. */
    private static void takeOver(Register register, Path file, Runnable inTheMiddle) {
        AtomicBoolean came = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Deadline deadline = Deadline.in(120);
        Result result;
        do {
            deadline.check("the lease to end");
            result = register.program()
                    .runWith(
                            work -> {
                                if ((work.equals(Hooks.CHUNK) || work.startsWith("writing"))
                                        && came.compareAndSet(false, true)) {
                                    failure.set(catchThrowable(inTheMiddle::run));
                                }
                            },
                            register.arguments(file, "--workers", 1));
        } while (result.status() == 75);
        assertThat(failure.get()).isNull();
        assertThat(result.status()).as(result.err()).isEqualTo(4);
        assertThat(came).isTrue();
    }

    /** Lets the former owner go on to its end, which must change nothing. */
    private static void goOn(Register register, ProgramProcess owner) {
        RunImage before = RunImage.of(register).withoutTemporaryFiles();
        List<String> runAndJobBefore = runAndJob(register);
        try {
            owner.signal("CONT");
            assertThat(owner.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(owner.await()).as(owner.printed()).isIn(4, 75);
            assertThat(owner.printed()).doesNotContain("\tat ");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(RunImage.of(register).withoutTemporaryFiles().differencesFrom(before))
                .as(
                        "written by the former owner, which ended with %d",
                        owner.process().exitValue())
                .isEmpty();
        assertThat(runAndJob(register)).isEqualTo(runAndJobBefore);
    }

    /** But for what Batch keeps of the former owner's own execution: how that ended, only the former owner can say. */
    private static List<String> runAndJob(Register register) {
        return RunImage.texts(register, """
                SELECT runs::text
                FROM runs
                UNION ALL
                SELECT e.job_execution_id || e.status || coalesce(s.step_name || s.status || s.version, '')
                FROM batch_job_execution e
                LEFT JOIN batch_step_execution s ON s.job_execution_id = e.job_execution_id
                WHERE e.job_execution_id > 1
                ORDER BY 1
                """);
    }

    private static Map<String, Object> withLease(Register register, String lease) {
        Map<String, Object> properties = new HashMap<>(register.database().properties());
        properties.put("handover.lease", lease);
        return properties;
    }

    private static long attempts(Register register) {
        return register.count("SELECT coalesce(max(attempt), 0) FROM runs");
    }
}
