package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram.Result;
import io.handover.run.Gate.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is told to stop ends at the next chunk, says so, and is completed by {@code resume} as if nothing had
 * happened. {@code -Dstops=22} tries every way to stop at every point, {@code -Dseed=} says in which order.
 */
@Tag("long")
class StopTest {
    private static final int STOPS = Integer.getInteger("stops", 2);
    private static final long SEED = Long.getLong("seed", 1);

    private static final String WISHED = """
            SELECT count(*)
            FROM batch_job_execution
            WHERE status IN ('STOPPING', 'STOPPED')
            """;

    /** Lengths of the stretches of positions that have their outcomes. */
    private static final String STRETCHES = """
            SELECT count(*)
            FROM (SELECT position - row_number() OVER (ORDER BY position) AS stretch
                  FROM (SELECT run_id, record, row_number() OVER (ORDER BY order_key, record) AS position
                        FROM matches) AS turns
                  JOIN outcomes USING (run_id, record)) AS decided
            GROUP BY stretch
            """;

    /** How a run is told to stop. */
    private enum Way {
        TERM,
        INT,
        COMMAND;

        /**
         * Within a process, Batch writes about one step execution at a time: while a chunk is held up at that, the
         * process cannot write its own wish either, as briefly as the chunk takes when nobody holds it up.
         */
        boolean canArrive(Place at) {
            return this == COMMAND || at != Place.CHUNK_WRITTEN;
        }

        void tell(Register register, ProgramProcess process) throws IOException, InterruptedException {
            if (this == COMMAND) {
                assertThat(register.program().run("stop", 1, "--json").out().strip())
                        .isEqualTo("{\"run\":1,\"stop\":\"asked\"}");
            } else {
                process.signal(name());
            }
        }
    }

    private record Stop(Way way, Place at, boolean twice) {}

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
    void endsAtTheNextChunkAndIsResumed() throws IOException, InterruptedException {
        List<Stop> stops = stops();
        for (int number = 0; number < STOPS; number++) {
            Stop stop = stops.get(number % stops.size());
            Path itsFolder = Files.createDirectory(folder.resolve("stop-" + number));
            try (Register register = prepared.copy(itsFolder)) {
                Path file = MixedRequests.file(register);
                int workers = 1 + random.nextInt(2);
                ProgramProcess process = stopped(register, file, stop, workers);

                assertThat(process.await())
                        .as("%s: %s", stop, process.printed())
                        .isEqualTo(130);
                assertThat(process.printed()).contains("Run 1 was stopped").doesNotContain("\tat ");
                assertThat(register.count("SELECT count(*) FROM runs WHERE status = 'STOPPED' AND owner IS NULL"))
                        .as("%s", stop)
                        .isOne();
                assertThat(register.sql.sql(STRETCHES).query(Integer.class).list())
                        .as("%s with %d workers", stop, workers)
                        .hasSizeLessThanOrEqualTo(workers)
                        .allSatisfy(
                                outcomes -> assertThat(decidedWhole(outcomes)).isTrue());
                Result resumed = register.program().run("resume", 1);
                assertThat(resumed.status()).as("%s: %s", stop, resumed.err()).isEqualTo(4);
                undisturbed.assertIsLeftIn(register);
            }
        }
        System.out.printf("stops %d, all resumed, seed %d%n", STOPS, SEED);
    }

    /** Whole chunks, or all that there is. */
    private static boolean decidedWhole(int outcomes) {
        return outcomes % AssignRange.CHUNK == 0
                || outcomes == undisturbed.outcomes().size();
    }

    private static ProgramProcess stopped(Register register, Path file, Stop stop, int workers)
            throws IOException, InterruptedException {
        ProgramProcess process = start(register, file, workers);
        try (Gate gate = Gate.closed(register, stop.at())) {
            assertThat(gate.awaitSomebody(() -> process.process().isAlive()))
                    .as("%s", stop)
                    .isTrue();
            stop.way().tell(register, process);
            if (stop.twice() && stop.way() != Way.COMMAND) {
                stop.way().tell(register, process);
            }
            Deadline deadline = Deadline.in(60);
            while (register.count(WISHED) == 0) {
                deadline.check("the wish to arrive: " + stop);
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return process;
    }

    @Test
    void takesNothingInWhenItIsStoppedWhileItReads() throws IOException, InterruptedException {
        Path itsFolder = Files.createDirectory(folder.resolve("reading"));
        try (Register register = prepared.copy(itsFolder)) {
            Path file = register.file(
                    "long.csv",
                    Register.HEADER + ",remark",
                    IntStream.rangeClosed(1, MixedRequests.ORDERS)
                            .mapToObj(n -> "S" + n + ",a.example," + Register.ANN + "," + "x".repeat(4_000)));

            ProgramProcess process = stopped(register, file, new Stop(Way.TERM, Place.STAGING, false), 1);

            assertThat(process.await()).as(process.printed()).isEqualTo(130);
            assertThat(process.printed()).contains("Run 1 was stopped").doesNotContain("\tat ");
            assertThat(register.count("SELECT count(*) FROM requests")).isZero();
            assertThat(register.count("SELECT count(*) FROM runs WHERE status = 'STOPPED' AND requested IS NULL"))
                    .isOne();
            assertThat(register.program().run("resume", 1).status()).isZero();
            assertThat(register.count("SELECT count(*) FROM outcomes WHERE status = 'ASSIGNED'"))
                    .isEqualTo(MixedRequests.ORDERS);
        }
    }

    /** A program that has begun nothing ends like any other; one that has, in order. */
    @Test
    void canBeToldToStopAtAnyMomentOfItsStart() throws IOException, InterruptedException {
        for (int number = 0; number <= STOPS / 2; number++) {
            Path itsFolder = Files.createDirectory(folder.resolve("start-" + number));
            try (Register register = prepared.copy(itsFolder)) {
                Path file = MixedRequests.file(register);
                ProgramProcess process = start(register, file, 2);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(2_500));
                if (process.process().isAlive()) {
                    (number % 2 == 0 ? Way.INT : Way.TERM).tell(register, process);
                }
                assertThat(process.await()).as(process.printed()).isIn(130, 143, 4);
                assertThat(process.printed()).doesNotContain("\tat ");
                assertThat(register.run(file).status()).isEqualTo(4);
                undisturbed.assertIsLeftIn(register);
            }
        }
    }

    /**
     * Those at which Batch notices, and what comes after is still to be done. Not while a step's own transaction commits:
     * the wish has to wait for that.
     */
    private List<Stop> stops() {
        List<Stop> stops = new ArrayList<>();
        for (Place at : List.of(
                Place.STAGE_BEGINS,
                Place.STAGING,
                Place.MATCHING,
                Place.ASSIGN_BEGINS,
                Place.CHUNK_WRITTEN,
                Place.CHUNK_COMMITTING,
                Place.SEALING,
                Place.REPORTS_BEGIN)) {
            Stream.of(Way.values())
                    .filter(way -> way.canArrive(at))
                    .forEach(way -> stops.add(new Stop(way, at, random.nextBoolean())));
        }
        Collections.shuffle(stops, random);
        return stops;
    }

    private static ProgramProcess start(Register register, Path file, int workers) throws IOException {
        return ProgramProcess.start(
                file.resolveSibling("process"),
                register.database().properties(),
                register.arguments(file, "--workers", workers));
    }
}
