package io.handover.races;

import io.handover.races.History.OrderThen;
import io.handover.races.Timeline.Version;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * How much the parts of races stood in each other's way.
 *
 * @param outcomes of all requests
 * @param moves among them
 * @param changes of facts that were committed, in transactions
 * @param fewestChanges that were committed while a run was deciding, of the run with the fewest
 * @param overtaken moves of orders that somebody else had changed after the chunk had begun
 * @param deadlocks that ended in Handover
 * @param deadlocksByHand that ended in sessions of the test
 */
record Contention(
        long outcomes,
        long moves,
        long changes,
        long fewestChanges,
        long overtaken,
        long feeds,
        long deadlocks,
        long deadlocksByHand) {

    static final Contention NONE = new Contention(0, 0, 0, Long.MAX_VALUE, 0, 0, 0, 0);

    private static final String DEADLOCKS = """
            SELECT deadlocks
            FROM pg_stat_database
            WHERE datname = current_database()
            """;

    static Contention of(Race race, Books books) {
        Set<Long> changes = new HashSet<>();
        addChanges(books.history.orders, changes);
        addChanges(books.history.accounts, changes);
        addChanges(books.history.people, changes);
        addChanges(books.history.access, changes);
        books.chunks.forEach(chunk -> changes.remove(chunk.transaction()));
        changes.remove(Collections.min(changes)); // the facts that the race began with
        long deadlocks = race.sql.sql(DEADLOCKS).query(Long.class).single();
        return new Contention(
                books.decided.size(),
                books.decided.stream().filter(Decided::moved).count(),
                changes.size(),
                LongStream.rangeClosed(1, Race.RUNS)
                        .map(run -> changesDuring(run, changes, books.chunks))
                        .min()
                        .orElse(0),
                books.chunks.stream()
                        .mapToLong(chunk -> overtaken(chunk, books.history.orders))
                        .sum(),
                race.feeds(),
                deadlocks - race.deadlocksByHand(),
                race.deadlocksByHand());
    }

    Contention and(Contention other) {
        return new Contention(
                outcomes + other.outcomes,
                moves + other.moves,
                changes + other.changes,
                Math.min(fewestChanges, other.fewestChanges),
                overtaken + other.overtaken,
                feeds + other.feeds,
                deadlocks + other.deadlocks,
                deadlocksByHand + other.deadlocksByHand);
    }

    /** Returns the figures of races in which every check has held. */
    String inWords() {
        return ("outcomes %d, moves %d, forbidden 0, lost 0, moves of orders that changed under the chunk %d,"
                        + " feeds %d, changes of facts %d, deadlocks in Handover %d, by hand %d, told to users 0")
                .formatted(outcomes, moves, overtaken, feeds, changes, deadlocks, deadlocksByHand);
    }

    private static <K, T> void addChanges(Timeline<K, T> timeline, Set<Long> changes) {
        for (K key : timeline.keys()) {
            timeline.of(key).forEach(version -> changes.add(version.transaction()));
        }
    }

    private static long changesDuring(long run, Set<Long> changes, List<Chunk> chunks) {
        List<Chunk> own = chunks.stream().filter(chunk -> chunk.run() == run).toList();
        return changes.stream()
                .filter(change -> own.stream().anyMatch(chunk -> chunk.after().sees(change))
                        && own.stream().anyMatch(chunk -> !chunk.before().sees(change)))
                .count();
    }

    private static long overtaken(Chunk chunk, Timeline<Long, OrderThen> orders) {
        long count = 0;
        for (Long order : orders.keys()) {
            List<Version<OrderThen>> versions = orders.of(order);
            for (int at = 1; at < versions.size(); at++) {
                if (versions.get(at).transaction() == chunk.transaction()
                        && !chunk.before().sees(versions.get(at - 1).transaction())) {
                    count++;
                }
            }
        }
        return count;
    }
}
