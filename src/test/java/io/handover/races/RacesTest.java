package io.handover.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs over the same orders, feeds and sessions by hand, all at the same time: no user is told of a deadlock, no order
 * moves while what forbids it was committed before its chunk looked, and no change is lost. What is checked is the
 * history that the database has noted by itself (see {@link Notes}).
 *
 * <p>{@code -Draces=50} for more of them, {@code -Dseed=7} for others.
 */
@Tag("long")
class RacesTest {
    private static final int RACES = Integer.getInteger("races", 1);
    private static final long SEED = Long.getLong("seed", 1);

    /** Several programs in one process must not configure its one logging system at the same time. */
    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    @BeforeAll
    static void leaveLoggingAsItIs() {
        System.setProperty(LOGGING, "none");
    }

    @AfterAll
    static void leaveLoggingToThePrograms() {
        System.clearProperty(LOGGING);
    }

    @Test
    void whatIsDecidedIsTrueWhenItCommitsWhoeverChangesFactsMeanwhile() throws Exception {
        Contention all = race(Race::run);

        System.out.printf(
                "races %d against feeds and sessions by hand, %s, changes of facts while a run was deciding %d or more,"
                        + " seed %d%n",
                RACES, all.inWords(), all.fewestChanges(), SEED);
        assertThat(all.fewestChanges())
                .as("changes of facts while a run was deciding")
                .isPositive();
        assertThat(all.overtaken())
                .as("moves of orders that changed under a chunk")
                .isPositive();
    }

    @Test
    void runsAloneNeitherDeadlockNorLoseAMove() throws Exception {
        Contention all = race(Race::runAlone);

        System.out.printf("races %d of runs alone, %s, seed %d%n", RACES, all.inWords(), SEED);
        assertThat(all.overtaken())
                .as("moves of orders that changed under a chunk")
                .isPositive();
        assertThat(all.deadlocks()).isZero();
    }

    private interface Start {
        void run(Race race) throws Exception;
    }

    private Contention race(Start start) throws Exception {
        System.out.println("races " + RACES + ", seed " + SEED);
        Contention all = Contention.NONE;
        for (int number = 1; number <= RACES; number++) {
            try (Race race = new Race(folder.resolve("race-" + number), new Random(random.nextLong()))) {
                start.run(race);
                Books books = new Books(race.sql);
                books.check();
                all = all.and(Contention.of(race, books));
            }
        }
        return all;
    }
}
