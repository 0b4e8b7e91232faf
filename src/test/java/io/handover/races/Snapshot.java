package io.handover.races;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transactions a statement sees, as PostgreSQL's {@code pg_snapshot} says it.
 *
 * @param first all transactions with lower numbers have ended
 * @param next no transaction with this or a higher number has ended
 * @param running those in between that have not ended
 */
record Snapshot(long first, long next, Set<Long> running) {
    /**
     * Reads {@code 10:20:10,14,15}.
     *
     * @param taker the transaction that took it, which PostgreSQL does not list, though it was running, too
     */
    static Snapshot of(String text, long taker) {
        String[] parts = text.split(":", -1);
        return new Snapshot(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Stream.concat(Stream.of(parts[2].split(",", -1)), Stream.of(Long.toString(taker)))
                        .filter(number -> !number.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    /** Whether a transaction that has committed was committed already. */
    boolean sees(long transaction) {
        return transaction < first || (transaction < next && !running.contains(transaction));
    }
}
