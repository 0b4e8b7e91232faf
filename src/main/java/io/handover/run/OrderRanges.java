package io.handover.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cuts what a run has still to decide into ranges of about the same length, never between two requests for the same
 * order: those are decided one after the other, by one worker.
 *
 * <p>Every attempt at a run has ranges of its own, under names of its own, and begins where the outcomes end: they and
 * nothing else say what is done. What Batch keeps of the ranges of an earlier attempt does not do for that. It forgets
 * into how many it had cut when an attempt is killed that was not the first, and where a range goes on when the attempt
 * is killed between two of its statements; and it takes the latest by the clock of whichever machine wrote it.
 */
class OrderRanges implements Partitioner {
    /** A turn just before the first of a range. */
    static final String AFTER = "after";
    /** The last turn that belongs to a range, or one behind it. */
    static final String LAST = "last";

    private static final String IS_BEGUN = """
            SELECT EXISTS (SELECT
                           FROM outcomes
                           WHERE run_id = :run
                             AND period = (SELECT period FROM runs WHERE id = :run))
            """;

    private static final String COUNT = """
            SELECT count(*)
            FROM matches
            WHERE run_id = :run
            """;

    private static final String UNDECIDED = """
            WITH turns AS MATERIALIZED (
                SELECT m.order_key, m.record, x.record IS NULL AS undecided,
                       row_number() OVER (ORDER BY m.order_key, m.record) AS position
                FROM matches m
                LEFT JOIN outcomes x
                       ON x.run_id = m.run_id
                      AND x.order_key = m.order_key
                      AND x.record = m.record
                      AND x.period = (SELECT period FROM runs WHERE id = :run)
                WHERE m.run_id = :run),
            stretches AS (
                SELECT min(position) AS first, max(position) AS last
                FROM (SELECT position, position - row_number() OVER (ORDER BY position) AS stretch
                      FROM turns
                      WHERE undecided) AS positions
                GROUP BY stretch)
            SELECT first.order_key, first.record, last.order_key, last.record, stretches.last - stretches.first + 1
            FROM stretches
            JOIN turns first ON first.position = stretches.first
            JOIN turns last ON last.position = stretches.last
            ORDER BY stretches.first
            """;

    private static final String CUT = """
            SELECT DISTINCT unnest(percentile_disc(:shares) WITHIN GROUP (ORDER BY order_key)) AS order_key
            FROM matches
            WHERE run_id = :run
              AND (order_key, record) > (:afterOrder, :afterRecord)
              AND (order_key, record) <= (:lastOrder, :lastRecord)
            ORDER BY order_key
            """;

    private final JdbcClient database;
    private final long run;
    private final int attempt;
    private final Progress progress;

    /** @param attempt how often the run was taken up, this time included */
    OrderRanges(JdbcClient database, long run, int attempt, Progress progress) {
        this.database = database;
        this.run = run;
        this.attempt = attempt;
        this.progress = progress;
    }

    /** Turns without outcomes, all that come after one and up to another. */
    private record Stretch(Turn after, Turn last, int length) {}

    @Override
    public Map<String, ExecutionContext> partition(int ranges) {
        List<Stretch> undecided = undecided();
        int count = undecided.stream().mapToInt(Stretch::length).sum();
        progress.begin("deciding requests and moving orders", count);
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (Stretch stretch : undecided) {
            int parts = Math.max(1, Math.round((float) ranges * stretch.length() / count));
            Turn after = stretch.after();
            for (Turn last : Stream.concat(cuts(stretch, parts), Stream.of(stretch.last()))
                    .toList()) {
                ExecutionContext context = new ExecutionContext();
                after.putInto(context, AFTER);
                last.putInto(context, LAST);
                partitions.put("attempt%d-range%d".formatted(attempt, partitions.size() + 1), context);
                after = last;
            }
        }
        return partitions;
    }

    private List<Stretch> undecided() {
        if (database.sql(IS_BEGUN).param("run", run).query(Boolean.class).single()) {
            return database.sql(UNDECIDED)
                    .param("run", run)
                    .query(OrderRanges::stretch)
                    .list();
        }
        int count = database.sql(COUNT).param("run", run).query(Integer.class).single();
        return count == 0 ? List.of() : List.of(new Stretch(Turn.BEFORE_ALL, Turn.AFTER_ALL, count));
    }

    private static Stretch stretch(ResultSet row, int number) throws SQLException {
        Turn first = new Turn(row.getLong(1), row.getInt(2));
        return new Stretch(first.justBefore(), new Turn(row.getLong(3), row.getInt(4)), row.getInt(5));
    }

    /** Returns the turns at which to cut a stretch into about equal parts, each behind all requests for an order. */
    private Stream<Turn> cuts(Stretch stretch, int parts) {
        if (parts == 1) {
            return Stream.empty();
        }
        Double[] shares = IntStream.range(1, parts)
                .mapToObj(part -> (double) part / parts)
                .toArray(Double[]::new);
        return database
                .sql(CUT)
                .param("run", run)
                .param("shares", shares)
                .param("afterOrder", stretch.after().orderKey())
                .param("afterRecord", stretch.after().record())
                .param("lastOrder", stretch.last().orderKey())
                .param("lastRecord", stretch.last().record())
                .query((row, number) -> Turn.afterOrder(row.getLong(1)))
                .list()
                .stream();
    }
}
