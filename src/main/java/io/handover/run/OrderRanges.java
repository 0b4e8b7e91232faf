package io.handover.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cuts the matches of a run into ranges of about the same length, never between two requests for the same order:
 * those are decided one after the other, by one worker.
 */
class OrderRanges implements Partitioner {
    /** First position of a range. */
    static final String FIRST = "first";
    /** Last position of a range. */
    static final String LAST = "last";

    private static final String COUNT = """
            SELECT count(*)
            FROM matches
            WHERE run_id = :run
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
    private final Progress progress;

    OrderRanges(JdbcClient database, long run, Progress progress) {
        this.database = database;
        this.run = run;
        this.progress = progress;
    }

    @Override
    public Map<String, ExecutionContext> partition(int ranges) {
        int count = database.sql(COUNT).param("run", run).query(Integer.class).single();
        progress.begin("deciding requests and moving orders", count);
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        int first = 1;
        for (int range = 1; range <= ranges && first <= count; range++) {
            int last = range == ranges ? count : lastOfRange((int) ((long) count * range / ranges), count);
            if (last >= first) {
                ExecutionContext context = new ExecutionContext();
                context.putInt(FIRST, first);
                context.putInt(LAST, last);
                partitions.put("range" + range, context);
                first = last + 1;
            }
        }
        return partitions;
    }

    private int lastOfRange(int wanted, int count) {
        return database.sql(NEXT_ORDER_FROM)
                        .param("run", run)
                        .param("position", wanted + 1)
                        .query(Integer.class)
                        .optional()
                        .orElse(count + 1)
                - 1;
    }
}
