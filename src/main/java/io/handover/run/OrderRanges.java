package io.handover.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** First position of a range. */
    static final String FIRST = "first";
    /** Last position of a range. */
    static final String LAST = "last";

    private static final String UNDECIDED = """
            SELECT min(position) AS first, max(position) AS last
            FROM (SELECT m.position, m.position - row_number() OVER (ORDER BY m.position) AS stretch
                  FROM matches m
                  WHERE m.run_id = :run
                    AND NOT EXISTS (SELECT
                                    FROM outcomes x
                                    WHERE x.run_id = m.run_id AND x.record = m.record)) AS undecided
            GROUP BY stretch
            ORDER BY first
            """;

    private static final String NEXT_ORDER_FROM = """
            SELECT m.position
            FROM matches m
            JOIN matches before ON before.run_id = m.run_id AND before.position = m.position - 1
            WHERE m.run_id = :run
              AND m.position >= :position
              AND (m.order_id IS NULL OR m.order_id IS DISTINCT FROM before.order_id)
            ORDER BY m.position
            LIMIT 1
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

    /** Positions without outcomes, both included, with outcomes or nothing before and after. */
    private record Stretch(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    @Override
    public Map<String, ExecutionContext> partition(int ranges) {
        List<Stretch> undecided = database.sql(UNDECIDED)
                .param("run", run)
                .query((row, number) -> new Stretch(row.getInt("first"), row.getInt("last")))
                .list();
        int count = undecided.stream().mapToInt(Stretch::length).sum();
        progress.begin("deciding requests and moving orders", count);
        int length = Math.max(1, (count + ranges - 1) / ranges);
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (Stretch stretch : undecided) {
            for (int first = stretch.first(), last; first <= stretch.last(); first = last + 1) {
                last = Math.min(stretch.last(), lastOfRange(first + length - 1, stretch.last()));
                ExecutionContext context = new ExecutionContext();
                context.putInt(FIRST, first);
                context.putInt(LAST, last);
                partitions.put("attempt%d-range%d".formatted(attempt, partitions.size() + 1), context);
            }
        }
        return partitions;
    }

    private int lastOfRange(int wanted, int lastOfStretch) {
        return database.sql(NEXT_ORDER_FROM)
                        .param("run", run)
                        .param("position", wanted + 1)
                        .query(Integer.class)
                        .optional()
                        .orElse(lastOfStretch + 1)
                - 1;
    }
}
