package io.handover.ledger;

import io.handover.assignment.Outcome.Status;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many requests of each run ended how. */
@Repository
public class Tallies {
    private static final String TALLY = """
            INSERT INTO tallies (run_id, status, code, requests)
            SELECT run_id, status, coalesce(codes[1], ''), count(*)
            FROM outcomes
            WHERE run_id = :run
              AND period = (SELECT period FROM runs WHERE id = :run)
            GROUP BY run_id, status, coalesce(codes[1], '')
            """;

    private static final String COUNT_REQUESTS = """
            SELECT count(*)
            FROM requests
            WHERE run_id = :run
            """;

    private static final String READ = """
            SELECT status, code, requests
            FROM tallies
            WHERE run_id = :run
            """;

    private static final String REQUESTED = """
            SELECT coalesce(requested, 0)
            FROM runs
            WHERE id = :run
            """;

    private final JdbcClient database;

    Tallies(JdbcClient database) {
        this.database = database;
    }

    /**
     * Counts what became of the run's requests, once and for good.
     *
     * @throws IllegalStateException when not every request has exactly one outcome
     */
    public void take(long run) {
        database.sql(TALLY).param("run", run).update();
        Counts counts = of(run);
        int staged = database.sql(COUNT_REQUESTS)
                .param("run", run)
                .query(Integer.class)
                .single();
        if (!counts.balance() || staged != counts.read()) {
            throw new IllegalStateException(
                    "The books of run " + run + " do not balance: " + staged + " requests staged, " + counts);
        }
    }

    /**
     * What is counted together.
     *
     * @param code the primary reason; blank for none
     */
    public record Kind(String status, String code) {}

    /** Returns what was counted of a run. */
    public Map<Kind, Integer> counted(long run) {
        Map<Kind, Integer> counted = new HashMap<>();
        database.sql(READ).param("run", run).query((RowCallbackHandler)
                row -> counted.put(new Kind(row.getString("status"), row.getString("code")), row.getInt("requests")));
        return counted;
    }

    /** Returns the counts of a sealed run. */
    public Counts of(long run) {
        int read =
                database.sql(REQUESTED).param("run", run).query(Integer.class).single();
        Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
        SortedMap<String, Integer> reasons = new TreeMap<>();
        database.sql(READ).param("run", run).query(row -> {
            byStatus.merge(Status.valueOf(row.getString("status")), row.getInt("requests"), Integer::sum);
            if (!row.getString("code").isEmpty()) {
                reasons.merge(row.getString("code"), row.getInt("requests"), Integer::sum);
            }
        });
        return new Counts(
                read,
                byStatus.getOrDefault(Status.ASSIGNED, 0),
                byStatus.getOrDefault(Status.UNCHANGED, 0),
                byStatus.getOrDefault(Status.DEFERRED, 0),
                byStatus.getOrDefault(Status.REJECTED, 0),
                reasons);
    }
}
