package io.handover.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes what runs that ended long ago have left beside the ledger: requests, matches, deferred requests that have
 * ended, messages that were delivered or given up, and Batch's books. The program may not delete; a function of the database does, and refuses what must stay.
 */
@Component
public class PruneRuns {
    /** What ended later than that long ago is never pruned. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** By the clock of the database, which judges it. */
    private static final String ENDED_BEFORE = """
            SELECT now() - make_interval(secs => :seconds)
            """;

    // One that was begun and not finished is taken up again.
    private static final String OLD = """
            SELECT r.id
            FROM runs r
            WHERE r.status IN ('COMPLETED', 'REFUSED')
              AND r.ended < :before
              AND (r.pruned IS NULL
                   OR EXISTS (SELECT FROM requests q WHERE q.run_id = r.id)
                   OR EXISTS (SELECT FROM matches m WHERE m.run_id = r.id))
            ORDER BY r.id
            """;

    private static final String LEFT = """
            SELECT (SELECT count(*) FROM requests WHERE run_id = :run) AS requests,
                   (SELECT count(*) FROM matches WHERE run_id = :run) AS matches,
                   (SELECT count(*) FROM deferred WHERE retried_by = :run AND ended) AS deferred,
                   (SELECT count(*) FROM outbox WHERE run_id = :run AND next_attempt IS NULL) AS messages,
                   (SELECT count(*)
                    FROM batch_job_execution_params
                    WHERE parameter_name = 'run'
                      AND parameter_value = :run::text) AS executions
            """;

    private static final String PRUNE = """
            SELECT requests, matches, deferred, messages, executions
            FROM prune_run(:run, :before, :most)
            WHERE requests IS NOT NULL
            """;

    /** Of a table in one transaction. */
    private static final int ROWS_AT_A_TIME = 50_000;

    private final JdbcClient database;

    PruneRuns(JdbcClient database) {
        this.database = database;
    }

    /**
     * What was deleted, or would be.
     *
     * @param endedBefore of runs that ended before that
     * @param executions of Batch's job
     * @param busy how many runs were left alone, because somebody was at work on them
     */
    public record Pruned(
            Instant endedBefore,
            boolean preview,
            int runs,
            long requests,
            long matches,
            long deferred,
            long messages,
            long executions,
            int busy) {

        private Pruned and(Rows more) {
            return new Pruned(
                    endedBefore,
                    preview,
                    runs + 1,
                    requests + more.requests,
                    matches + more.matches,
                    deferred + more.deferred,
                    messages + more.messages,
                    executions + more.executions,
                    busy);
        }

        private Pruned andOneBusy() {
            return new Pruned(endedBefore, preview, runs, requests, matches, deferred, messages, executions, busy + 1);
        }
    }

    private record Rows(long requests, long matches, long deferred, long messages, long executions) {
        Rows and(Rows more) {
            return new Rows(
                    requests + more.requests,
                    matches + more.matches,
                    deferred + more.deferred,
                    messages + more.messages,
                    executions + more.executions);
        }
    }

    /**
     * Prunes the runs that ended longer ago than that.
     *
     * @param age at least {@link #KEPT}
     * @param preview whether only to count
     */
    public Pruned prune(Duration age, boolean preview) {
        if (age.compareTo(KEPT) < 0) {
            throw new IllegalArgumentException("What ended less than 30 days ago is kept.");
        }
        OffsetDateTime before = database.sql(ENDED_BEFORE)
                .param("seconds", age.toSeconds())
                .query(OffsetDateTime.class)
                .single();
        Pruned pruned = new Pruned(before.toInstant(), preview, 0, 0, 0, 0, 0, 0, 0);
        for (long run :
                database.sql(OLD).param("before", before).query(Long.class).list()) {
            Optional<Rows> rows = preview ? left(run) : prune(run, before);
            pruned = rows.map(pruned::and).orElseGet(pruned::andOneBusy);
        }
        return pruned;
    }

    private Optional<Rows> left(long run) {
        return database.sql(LEFT).param("run", run).query(PruneRuns::rows).optional();
    }

    /** Returns empty when somebody is at work on the run. */
    private Optional<Rows> prune(long run, OffsetDateTime before) {
        Rows all = new Rows(0, 0, 0, 0, 0);
        while (true) {
            Optional<Rows> some = database.sql(PRUNE)
                    .param("run", run)
                    .param("before", before)
                    .param("most", ROWS_AT_A_TIME)
                    .query(PruneRuns::rows)
                    .optional();
            if (some.isEmpty()) {
                return Optional.empty();
            }
            all = all.and(some.get());
            if (Math.max(some.get().requests, some.get().matches) < ROWS_AT_A_TIME) {
                return Optional.of(all);
            }
        }
    }

    private static Rows rows(ResultSet row, int number) throws SQLException {
        return new Rows(
                row.getLong("requests"),
                row.getLong("matches"),
                row.getLong("deferred"),
                row.getLong("messages"),
                row.getLong("executions"));
    }
}
