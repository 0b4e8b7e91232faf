package io.handover.metrics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How things stand, as the database knows it. Previews do not count. */
@Repository
class Figures {
    private static final String REQUESTS = """
            SELECT t.status, t.code, sum(t.requests) AS requests
            FROM tallies t
            JOIN runs r ON r.id = t.run_id
            WHERE r.mode <> 'preview'
            GROUP BY t.status, t.code
            ORDER BY t.status, t.code
            """;

    // Counting the outcomes themselves takes minutes where there are many.
    private static final String LEDGER = """
            SELECT coalesce(sum(outcomes), 0)
            FROM seals
            """;

    private static final String WAITING = """
            SELECT count(*) AS requests, min(r.started) AS oldest
            FROM deferred d
            JOIN runs r ON r.id = d.run_id
            WHERE NOT d.ended
            """;

    private static final String LAST_RUN = """
            SELECT id, status, started, ended
            FROM runs
            WHERE mode <> 'preview' OR withheld
            ORDER BY id DESC
            LIMIT 1
            """;

    private static final String LAST_COMPLETED = """
            SELECT ended
            FROM runs
            WHERE mode <> 'preview'
              AND status = 'COMPLETED'
            ORDER BY id DESC
            LIMIT 1
            """;

    // A run that was taken up again has several executions, and each partition of a step a row of its own.
    private static final String STEPS = """
            SELECT s.step_name, extract(epoch FROM sum(s.end_time - s.start_time)) AS seconds
            FROM batch_job_execution_params p
            JOIN batch_step_execution s USING (job_execution_id)
            WHERE p.parameter_name = 'run'
              AND p.parameter_value = :run::text
              AND s.step_name NOT LIKE 'assign-range%'
              AND s.end_time IS NOT NULL
            GROUP BY s.step_name
            ORDER BY min(s.step_execution_id)
            """;

    private static final String MESSAGES = """
            SELECT count(*) FILTER (WHERE next_attempt IS NOT NULL) AS waiting,
                   count(*) FILTER (WHERE next_attempt IS NULL AND delivered IS NULL) AS given_up
            FROM outbox
            WHERE delivered IS NULL
            """;

    private final JdbcClient database;

    Figures(JdbcClient database) {
        this.database = database;
    }

    /** @param reason the primary one, by code; blank for none */
    record Requests(String outcome, String reason, long count) {}

    /** @param oldest when the run came that deferred the one which waits longest; null when none waits */
    record Waiting(long requests, @Nullable Instant oldest) {}

    /** @param ended null while it is at work */
    record LastRun(
            long number,
            String status,
            Instant started,
            @Nullable Instant ended) {}

    record Step(String name, double seconds) {}

    record Messages(long waiting, long givenUp) {}

    List<Requests> requests() {
        return database.sql(REQUESTS)
                .query((row, number) ->
                        new Requests(row.getString("status"), row.getString("code"), row.getLong("requests")))
                .list();
    }

    /** Returns how many outcomes the ledger holds, of previews too. */
    long ledger() {
        return database.sql(LEDGER).query(Long.class).single();
    }

    Waiting waiting() {
        return database.sql(WAITING)
                .query((row, number) -> new Waiting(row.getLong("requests"), instant(row, "oldest")))
                .single();
    }

    Optional<LastRun> lastRun() {
        return database.sql(LAST_RUN)
                .query((row, number) -> new LastRun(
                        row.getLong("id"),
                        row.getString("status"),
                        row.getTimestamp("started").toInstant(),
                        instant(row, "ended")))
                .optional();
    }

    Optional<Instant> lastCompleted() {
        return database.sql(LAST_COMPLETED)
                .query((row, number) -> row.getTimestamp("ended").toInstant())
                .optional();
    }

    List<Step> steps(long run) {
        return database.sql(STEPS)
                .param("run", run)
                .query((row, number) -> new Step(row.getString("step_name"), row.getDouble("seconds")))
                .list();
    }

    Messages messages() {
        return database.sql(MESSAGES)
                .query((row, number) -> new Messages(row.getLong("waiting"), row.getLong("given_up")))
                .single();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
