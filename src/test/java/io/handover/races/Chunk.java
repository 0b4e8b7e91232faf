package io.handover.races;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The transaction that decided some requests of a run.
 *
 * @param before what was to be seen by somebody before the transaction began
 * @param after what it could see itself when it had moved its orders, and held the facts still
 */
record Chunk(long transaction, long run, Snapshot before, Snapshot after, List<Integer> records) {
    private static final String ALL = """
            SELECT c.transaction, c.run_id, c.snapshot::text AS after, c.records,
                   before.transaction AS before_taken_by, before.snapshot::text AS before
            FROM notes_of_chunks c
            CROSS JOIN LATERAL (SELECT m.transaction, m.snapshot
                                FROM notes_of_moments m
                                WHERE m.noted <= c.began
                                ORDER BY m.noted DESC
                                LIMIT 1) AS before
            ORDER BY c.transaction
            """;

    static List<Chunk> all(JdbcClient database) {
        return database.sql(ALL)
                .query((row, number) -> new Chunk(
                        row.getLong("transaction"),
                        row.getLong("run_id"),
                        Snapshot.of(row.getString("before"), row.getLong("before_taken_by")),
                        Snapshot.of(row.getString("after"), row.getLong("transaction")),
                        List.of((Integer[]) row.getArray("records").getArray())))
                .list();
    }

    /** Returns the chunk of each request. */
    static Map<RequestNumber, Chunk> byRequest(List<Chunk> chunks) {
        Map<RequestNumber, Chunk> byRequest = new HashMap<>();
        for (Chunk chunk : chunks) {
            for (int record : chunk.records()) {
                Chunk other = byRequest.put(new RequestNumber(chunk.run(), record), chunk);
                if (other != null) {
                    throw new AssertionError("decided twice: record " + record + " of run " + chunk.run());
                }
            }
        }
        return byRequest;
    }

    /** Names a request. */
    record RequestNumber(long run, int record) {}
}
