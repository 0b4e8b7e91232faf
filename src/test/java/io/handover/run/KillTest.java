package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.run.KillPoint.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/**
 * Work whose process was killed, at any moment and up to five times, is completed by the next command, and leaves what
 * it leaves undisturbed. {@code -Dkills=500} says how many kills of each work, {@code -Dseed=} which, and
 * {@code -Dwork=RUN,UNDO} of which work.
 */
@Tag("long")
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int LONGEST_CHAIN = 5;
    private static final Duration LONGEST_TAKE_OVER = Duration.ofSeconds(30);

    private static final String UNKNOWN = """
            SELECT count(*)
            FROM batch_job_execution e
            JOIN batch_step_execution s ON s.job_execution_id = e.job_execution_id
            WHERE 'UNKNOWN' IN (e.status, s.status)
            """;

    private static final String RUNS_AT_WORK = """
            SELECT count(*)
            FROM runs
            WHERE status NOT IN ('COMPLETED', 'REFUSED')
            """;

    private final Random random = new Random(SEED);
    private final List<KillPoint> deck = new ArrayList<>();
    private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
    private Duration lifetime = Duration.ofSeconds(5);
    private Duration slowestTakeOver = Duration.ZERO;
    private int missed;
    private KilledWork work = KilledWork.RUN;
    private long executionsBefore;
    private long runsBefore;

    /** What the work leaves when nobody disturbs it. */
    private record Twin(RunImage image, List<String> putAway, String movedAndDecided) {
        static Twin of(Register register, KilledWork work) {
            RunImage image = RunImage.undisturbed(work, register);
            return new Twin(image, work.putAway(register), Onlooker.now(register));
        }
    }

    static Stream<KilledWork> works() {
        String wanted = System.getProperty("work");
        return Stream.of(KilledWork.values())
                .filter(work -> wanted == null || List.of(wanted.split(",", -1)).contains(work.name()));
    }

    @ParameterizedTest
    @MethodSource("works")
    void isCompletedAsIfItHadNotBeenKilled(KilledWork killed, @TempDir Path folder)
            throws IOException, InterruptedException {
        work = killed;
        random.setSeed(SEED + work.name().hashCode());
        try (Register prepared = MixedRequests.register(folder)) {
            work.prepare(prepared);
            Gate.build(prepared);
            Twin twin;
            try (Register register = prepared.copy(Files.createDirectory(folder.resolve("undisturbed")))) {
                twin = Twin.of(register, work);
            }
            for (int sitting = 1; killed() < KILLS; sitting++) {
                Path itsFolder = Files.createDirectory(folder.resolve("sitting-" + sitting));
                try (Register register = prepared.copy(itsFolder)) {
                    work.arrive(register);
                    sit(register, itsFolder, twin);
                }
                System.out.printf("%s: sitting %d completed, kills so far %d%n", work, sitting, killed());
                FileSystemUtils.deleteRecursively(itsFolder);
            }
        }
        System.out.printf(
                "%s: kills %d, lost 0, double 0, slowest take-over %.1f s, seed %d%n  %s; not reached in time: %d%n",
                work, killed(), slowestTakeOver.toMillis() / 1e3, SEED, kills, missed);
        assertThat(slowestTakeOver).isLessThan(LONGEST_TAKE_OVER);
    }

    /** Nobody can say whether such a commit was done, and Batch does not: it calls the execution unknown. */
    @Test
    void aRunWhoseConnectionWasLostInTheMiddleOfACommitIsCompleted(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Register prepared = MixedRequests.register(folder)) {
            Gate.build(prepared);
            RunImage undisturbed = RunImage.undisturbed(prepared, folder.resolve("undisturbed"));
            Path itsFolder = Files.createDirectory(folder.resolve("cut"));
            try (Register register = prepared.copy(itsFolder)) {
                Path file = MixedRequests.file(register);
                Map<String, Object> properties =
                        new HashMap<>(register.database().properties());
                properties.put("handover.patience", "0s");
                ProgramProcess process =
                        ProgramProcess.start(itsFolder.resolve("process"), properties, register.arguments(file));
                try (Gate gate = Gate.closed(register, Gate.Place.CHUNK_COMMITTING)) {
                    assertThat(gate.awaitSomebody(process.process()::isAlive)).isTrue();
                    while (process.process().isAlive()) {
                        gate.cutWhoWaits();
                        Thread.sleep(20);
                    }
                }
                assertThat(process.await()).as(process.printed()).isEqualTo(69);
                assertThat(register.count(UNKNOWN)).isPositive();

                assertThat(register.run(file).status()).isEqualTo(4);

                undisturbed.assertIsLeftIn(register);
            }
        }
    }

    /** Kills the work once or several times, lets it complete, and compares what it left. */
    private void sit(Register register, Path folder, Twin twin) throws IOException, InterruptedException {
        serverNoticesThatClientsAreGone(register);
        executionsBefore = executions(register);
        runsBefore = runs(register);
        String nothing = Onlooker.now(register);
        List<String> story = new ArrayList<>();
        try (Onlooker onlooker = new Onlooker(register)) {
            for (KillPoint point : drawChain()) {
                if (isDoneForGood(register)) {
                    break;
                }
                ProgramProcess process = start(register, folder, story);
                boolean killed = point.kill(new Program(register, process, random, lifetime));
                story.add(killed ? "killed at " + point : "ended before " + point);
                if (!killed) {
                    missed++;
                    deck.add(point);
                    assertThat(process.await())
                            .as("%s: %s", story, process.printed())
                            .isIn(work.statuses);
                    break;
                }
                kills.merge(point, 1, Integer::sum);
            }
            if (!isDoneForGood(register)) {
                complete(register, folder, story);
            }
            if (work.isAllOrNothing()) {
                assertThat(onlooker.seen()).as("seed %d, %s", SEED, story).isSubsetOf(nothing, twin.movedAndDecided());
            }
        }
        if (work == KilledWork.RUN) {
            assertThat(RunImage.faults(register)).as("seed %d, %s", SEED, story).isEmpty();
        }
        assertThat(RunImage.of(register).differencesFrom(twin.image()))
                .as("seed %d, %s", SEED, story)
                .isEmpty();
        assertThat(work.leftOvers(register)).as("seed %d, %s", SEED, story).isEmpty();
        assertThat(work.putAway(register)).as("seed %d, %s", SEED, story).isEqualTo(twin.putAway());
    }

    /** A retry, for one, that was killed when all was done would begin another. */
    private boolean isDoneForGood(Register register) {
        return !work.repeatable && runs(register) > runsBefore && register.count(RUNS_AT_WORK) == 0;
    }

    private void complete(Register register, Path folder, List<String> story) throws IOException, InterruptedException {
        long executions = executions(register);
        long killed = System.nanoTime();
        ProgramProcess last = start(register, folder, story);
        while (last.process().isAlive() && executions(register) == executions) {
            Thread.sleep(5);
        }
        Duration takeOver = Duration.ofNanos(System.nanoTime() - killed);
        if (takeOver.compareTo(slowestTakeOver) > 0) {
            slowestTakeOver = takeOver;
        }
        assertThat(last.await())
                .as("seed %d, %s: %s", SEED, story, last.printed())
                .isIn(work.statuses);
        assertThat(last.printed()).doesNotContain("\tat ");
        Duration lived = Duration.ofNanos(System.nanoTime() - killed);
        lifetime = lifetime.plus(lived).dividedBy(2);
        // What was completed in its last moment is answered from the ledger, and Batch is not asked; of the runs of a
        // night any may have been.
        if (work != KilledWork.NIGHTLY && executions(register) > executions) {
            assertThat(RunImage.unrest(register)).as("seed %d, %s", SEED, story).isEmpty();
        }
    }

    /** The same command again; one time in three {@code resume}, once there is something to resume. */
    private ProgramProcess start(Register register, Path folder, List<String> story) throws IOException {
        boolean resume =
                work != KilledWork.NIGHTLY && executions(register) > executionsBefore && random.nextInt(3) == 0;
        int workers = 1 + random.nextInt(3);
        Stream<Object> command = resume
                ? Stream.of("resume", runs(register), "--json")
                : Stream.concat(Stream.of(work.command(register)), Stream.of("--workers", workers));
        story.add(resume ? "resume" : work + " with " + workers);
        return ProgramProcess.start(
                folder.resolve("process-" + story.size()), register.database().properties(), command.toArray());
    }

    private static long runs(Register register) {
        return register.count("SELECT count(*) FROM runs");
    }

    private static long executions(Register register) {
        return register.count("SELECT count(*) FROM batch_job_execution");
    }

    /** The points of a sitting, in the order of the work; one in three is any moment. */
    private List<KillPoint> drawChain() {
        int length = Math.min(1 + random.nextInt(LONGEST_CHAIN), KILLS - killed());
        int atRandom = (int) random.ints(length, 0, 3).filter(one -> one == 0).count();
        List<KillPoint> chain = new ArrayList<>();
        while (chain.size() < length - atRandom) {
            chain.add(draw());
        }
        Collections.sort(chain);
        while (chain.size() < length) {
            chain.add(random.nextInt(chain.size() + 1), KillPoint.AT_RANDOM);
        }
        return chain;
    }

    /** Each of the named points comes once before any comes again. */
    private KillPoint draw() {
        if (deck.isEmpty()) {
            Stream.of(KillPoint.values())
                    .filter(point -> point != KillPoint.AT_RANDOM)
                    .forEach(deck::add);
            Collections.shuffle(deck, random);
        }
        return deck.remove(0);
    }

    private int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void serverNoticesThatClientsAreGone(Register register) {
        register.sql.sql("""
                        DO $$
                        BEGIN
                            EXECUTE format('ALTER DATABASE %I SET client_connection_check_interval = 200', current_database());
                        END
                        $$
                        """).update();
    }
}
