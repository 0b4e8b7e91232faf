package io.handover.run;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Step 2: finds out which order and which destination each request means, and which requests contradict each other,
 * in a fixed number of statements over all of them. The matches stand in the order in which they will be decided: by
 * order, so that every worker reads and updates its range of orders from one end to the other.
 */
@Component
class MatchOrders implements Tasklet {
    // For this transaction only: joins of a whole file in memory and not on disk.
    private static final String ROOM_TO_JOIN = """
            SET LOCAL work_mem = '64MB'
            """;

    private static final String SEEK = """
            CREATE TEMPORARY TABLE sought ON COMMIT DROP AS
            SELECT r.record, r.order_number, r.order_number_type, r.account, r.account_key, r.virtual_account,
                   r.requester, p.organization, p.internal,
                   coalesce(p.active AND (NOT p.internal OR r.case_given), false) AS requester_may_act
            FROM requests r
            LEFT JOIN people p ON p.email = r.requester
            WHERE r.run_id = :run
              AND r.order_number IS NOT NULL
            """;

    // An order that fits by both of its numbers is one order: UNION, not UNION ALL. Who may not act on or see an order
    // is not matched with it, and so has no part in conflicts about it either.
    private static final String FIND_ORDERS = """
            CREATE TEMPORARY TABLE found_orders ON COMMIT DROP AS
            SELECT fitting.record, count(*)::integer AS orders_found, min(fitting.order_id) AS order_id
            FROM (SELECT s.record, o.id AS order_id
                  FROM sought s
                  JOIN orders o ON o.sales_order_number = s.order_number
                  WHERE s.order_number_type <> 'WEB'
                  UNION
                  SELECT s.record, o.id
                  FROM sought s
                  JOIN orders o ON o.web_order_number = s.order_number
                  WHERE s.order_number_type <> 'SALES') AS fitting
            JOIN sought s ON s.record = fitting.record
            JOIN orders o ON o.id = fitting.order_id
            WHERE s.requester_may_act
              AND (s.internal
                   OR (s.organization = o.partner AND o.partner <> '')
                   OR EXISTS (SELECT
                              FROM order_access a
                              WHERE a.order_id = o.id AND a.email = s.requester AND NOT a.revoked))
            GROUP BY fitting.record
            """;

    private static final String FIND_ACCOUNTS = """
            CREATE TEMPORARY TABLE found_accounts ON COMMIT DROP AS
            SELECT fitting.record, count(*)::integer AS accounts_found, min(fitting.account_id) AS account_id
            FROM (SELECT s.record, a.id AS account_id
                  FROM sought s
                  JOIN accounts a ON a.domain = s.account
                  WHERE s.account_key IN ('', 'DOMAIN')
                  UNION
                  SELECT s.record, a.id
                  FROM sought s
                  JOIN accounts a ON a.name_folded = s.account
                  WHERE s.account_key IN ('', 'NAME')
                  UNION
                  SELECT s.record, a.id
                  FROM sought s
                  JOIN accounts a ON a.contact_email_folded = s.account
                  WHERE s.account_key IN ('', 'EMAIL')) AS fitting
            GROUP BY fitting.record
            """;

    private static final String FIND_DESTINATIONS = """
            CREATE TEMPORARY TABLE found ON COMMIT DROP AS
            SELECT s.record, s.account, s.virtual_account,
                   coalesce(o.orders_found, 0) AS orders_found,
                   CASE WHEN o.orders_found = 1 THEN o.order_id END AS order_id,
                   coalesce(a.accounts_found, 0) AS accounts_found,
                   CASE WHEN a.accounts_found = 1 THEN a.account_id END AS account_id,
                   v.id AS virtual_account_id
            FROM sought s
            LEFT JOIN found_orders o ON o.record = s.record
            LEFT JOIN found_accounts a ON a.record = s.record
            LEFT JOIN virtual_accounts v
                   ON v.account_id = a.account_id
                  AND a.accounts_found = 1
                  AND CASE s.virtual_account WHEN '' THEN v.is_default ELSE v.name_folded = s.virtual_account END
            """;

    // A destination that does not resolve differs from every other by its text.
    private static final String FIND_CONFLICTS = """
            CREATE TEMPORARY TABLE conflicts ON COMMIT DROP AS
            SELECT order_id
            FROM found
            WHERE order_id IS NOT NULL
            GROUP BY order_id
            HAVING count(*) > 1
               AND count(DISTINCT virtual_account_id)
                 + count(DISTINCT CASE WHEN virtual_account_id IS NULL THEN ARRAY[account, virtual_account] END) > 1
            """;

    private static final String IS_MATCHED = """
            SELECT EXISTS (SELECT
                           FROM matches
                           WHERE run_id = :run)
            """;

    private static final String MATCH = """
            INSERT INTO matches (run_id, position, record, orders_found, order_id, accounts_found, account_id,
                                 virtual_account_id, conflicting)
            SELECT r.run_id, row_number() OVER (ORDER BY f.order_id NULLS FIRST, r.record), r.record,
                   coalesce(f.orders_found, 0), f.order_id, coalesce(f.accounts_found, 0), f.account_id,
                   f.virtual_account_id, c.order_id IS NOT NULL
            FROM requests r
            LEFT JOIN found f ON f.record = r.record
            LEFT JOIN conflicts c ON c.order_id = f.order_id
            WHERE r.run_id = :run
            ORDER BY f.order_id NULLS FIRST, r.record
            """;

    private final Fence fence;
    private final JdbcClient database;
    private final Progress progress;

    MatchOrders(Fence fence, JdbcClient database, Progress progress) {
        this.fence = fence;
        this.database = database;
        this.progress = progress;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        JobParameters parameters = context.getStepContext().getStepExecution().getJobParameters();
        long run = RunSettings.runOf(parameters);
        progress.begin("matching requests with orders and accounts", Progress.UNKNOWN);
        fence.hold(parameters);
        if (!isMatched(run)) {
            match(run);
        }
        return RepeatStatus.FINISHED;
    }

    /** An earlier attempt may have got as far as the commit and not heard of it, or not been able to say so to Batch. */
    private boolean isMatched(long run) {
        return database.sql(IS_MATCHED).param("run", run).query(Boolean.class).single();
    }

    private void match(long run) {
        database.sql(ROOM_TO_JOIN).update();
        database.sql(SEEK).param("run", run).update();
        database.sql("ANALYZE sought").update();
        database.sql(FIND_ORDERS).update();
        database.sql(FIND_ACCOUNTS).update();
        database.sql("ANALYZE found_orders, found_accounts").update();
        database.sql(FIND_DESTINATIONS).update();
        database.sql("ANALYZE found").update();
        database.sql(FIND_CONFLICTS).update();
        database.sql(MATCH).param("run", run).update();
    }
}
