package io.handover.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import io.handover.database.Patience;
import io.handover.database.TestDatabase;
import io.handover.facts.LoadFeeds;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Four runs over the same orders, while feeds and sessions by hand change all that the runs decide by. */
final class Race implements AutoCloseable {
    static final int RUNS = 4;

    private static final int SESSIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_PAUSE_MILLIS = 30;
    private static final int LIMIT_SECONDS = 120;

    private final Path folder;
    private final Random random;
    private final TestDatabase database = TestDatabase.create();
    private final TestProgram program = TestProgram.on(database);
    private final CountDownLatch allDeciding = new CountDownLatch(RUNS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger feeds = new AtomicInteger();
    private final AtomicInteger deadlocksByHand = new AtomicInteger();
    final JdbcClient sql = JdbcClient.create(database.dataSource());

    Race(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        Notes.begin(sql);
        Path facts = folder.resolve("facts");
        new RacingFeeds(draw()).writeAll(facts);
        assertThat(program.run("load", facts).status()).isZero();
    }

    /** Lets the runs race, until all of them have ended, against feeds and sessions by hand. */
    void run() throws Exception {
        List<Callable<Void>> others = new ArrayList<>();
        others.add(loadingFeeds(this::loadByCommand));
        others.add(
                loadingFeeds(new LoadFeeds(
                        database.dataSource(),
                        new JdbcTransactionManager(database.dataSource()),
                        new Patience(PATIENCE))::load));
        for (int session = 0; session < SESSIONS; session++) {
            others.add(workingByHand(session == 0));
        }
        run(others);
    }

    /** Lets the runs race against each other only. */
    void runAlone() throws Exception {
        run(List.of());
    }

    /** No run and no feed may tell its user of the others. */
    private void run(List<Callable<Void>> others) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Result>> runs = new ArrayList<>();
            for (int number = 0; number < RUNS; number++) {
                Path file = new RacingFile(draw(), number).write(folder);
                int workers = 1 + random.nextInt(4);
                runs.add(threads.submit(() -> decide(file, workers)));
            }
            List<Future<Void>> atWork = others.stream().map(threads::submit).toList();
            for (Result result : awaitAll(runs)) {
                assertThat(result.status()).as(result.err()).isIn(0, 4);
                assertThat(result.err()).doesNotContain("rror", "xception", "\tat ");
            }
            over.set(true);
            awaitAll(atWork);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** How often feeds were loaded. */
    int feeds() {
        return feeds.get();
    }

    /** How many deadlocks ended in a session by hand, and not in Handover. */
    int deadlocksByHand() {
        return deadlocksByHand.get();
    }

    private Result decide(Path file, int workers) {
        return program.runWith(
                this::meetOthers,
                "run",
                file,
                "--accept-terms",
                "--json",
                "--workers",
                workers,
                "--out",
                folder.resolve("reports"));
    }

    /** Runs begin to decide at the same moment, and chunks stay open for a while before they commit. */
    private void meetOthers(String work) {
        try {
            if (work.startsWith("deciding")) {
                allDeciding.countDown();
                assertThat(allDeciding.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            } else if (work.equals(Hooks.CHUNK)) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Loading {
        void load(Path folder);
    }

    private void loadByCommand(Path feed) {
        Result result = program.run("load", feed);
        assertThat(result.status()).as(result.err()).isZero();
    }

    private Callable<Void> loadingFeeds(Loading loading) {
        RacingFeeds writer = new RacingFeeds(draw());
        return () -> {
            allDeciding.await();
            while (!over.get()) {
                Path feed = folder.resolve("feed-" + feeds.incrementAndGet());
                writer.writeSome(feed);
                loading.load(feed);
            }
            return null;
        };
    }

    private Callable<Void> workingByHand(boolean stubborn) throws SQLException {
        Draw draw = draw();
        ByHand session = new ByHand(database, draw, stubborn);
        return () -> {
            try (session) {
                allDeciding.await();
                while (!over.get()) {
                    session.work();
                    Thread.sleep(draw.random().nextInt(LONGEST_PAUSE_MILLIS));
                }
            }
            deadlocksByHand.addAndGet(session.deadlocks());
            return null;
        };
    }

    private Draw draw() {
        return new Draw(new Random(random.nextLong()));
    }

    private static <T> List<T> awaitAll(List<? extends Future<? extends T>> futures)
            throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        for (Future<? extends T> each : futures) {
            results.add(each.get());
        }
        return results;
    }

    @Override
    public void close() {
        database.close();
    }
}
