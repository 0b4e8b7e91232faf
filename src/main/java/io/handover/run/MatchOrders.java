package io.handover.run;

import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Step 2: finds out which order and which destination each request means, by ranges of records that workers take one
 * after the other, and then which requests contradict each other. The matches stand in the order in which they will be
 * decided: by order, so that every worker reads and updates its range of orders from one end to the other.
 */
@Component
class MatchOrders implements Tasklet {
    private static final String ANALYZE = """
            SELECT analyze_matches()
            """;

    // Few orders are asked for more than once; a plan made before these are known would join them like many.
    private static final String FIND_SEVERAL = """
            CREATE TEMPORARY TABLE several ON COMMIT DROP AS
            SELECT order_key
            FROM matches
            WHERE run_id = :run AND order_key > 0
            GROUP BY order_key
            HAVING count(*) > 1
            """;

    private static final String ANALYZE_SEVERAL = """
            ANALYZE several
            """;

    // A destination that does not resolve differs from every other by its text. Of deferred requests for an order only
    // those of the last file can contradict each other (latest): they have superseded all others.
    private static final String MARK_CONFLICTS = """
            WITH destinations AS (
                SELECT order_key, r.account, r.virtual_account,
                       CASE WHEN m.accounts_found = 1 THEN m.virtual_account_id END AS resolved,
                       rank() OVER (PARTITION BY order_key ORDER BY r.earlier_run DESC) AS latest
                FROM several
                JOIN matches m USING (order_key)
                JOIN requests r USING (run_id, record)
                WHERE run_id = :run)
            UPDATE matches
            SET conflicting = true
            WHERE run_id = :run
              AND NOT conflicting
              AND order_key IN (SELECT order_key
                                FROM destinations
                                WHERE latest = 1
                                GROUP BY order_key
                                HAVING count(DISTINCT resolved)
                                     + count(DISTINCT CASE WHEN resolved IS NULL
                                                           THEN ARRAY[account, virtual_account] END) > 1)
            """;

    private final Fence fence;
    private final MatchRange range;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Progress progress;

    MatchOrders(
            Fence fence,
            MatchRange range,
            JdbcClient database,
            PlatformTransactionManager transactions,
            Runs runs,
            Progress progress) {
        this.fence = fence;
        this.range = range;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.runs = runs;
        this.progress = progress;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        JobParameters parameters = context.getStepContext().getStepExecution().getJobParameters();
        Run run = runs.get(RunSettings.runOf(parameters));
        int requested = run.read();
        progress.begin("matching requests with orders and accounts", requested);
        matchAll(run, requested, parameters);
        transaction.executeWithoutResult(begun -> {
            fence.hold(parameters);
            database.sql(ANALYZE).query().singleRow();
            database.sql(FIND_SEVERAL).param("run", run.id()).update();
            database.sql(ANALYZE_SEVERAL).update();
            database.sql(MARK_CONFLICTS).param("run", run.id()).update();
        });
        return RepeatStatus.FINISHED;
    }

    private void matchAll(Run run, int requested, JobParameters parameters) {
        List<Callable<Void>> ranges = RecordRange.of(requested).stream()
                .<Callable<Void>>map(records -> () -> {
                    LogOfRun.isOf(run.id());
                    transaction.executeWithoutResult(begun -> {
                        fence.hold(parameters);
                        range.match(run, records);
                    });
                    progress.advance(records.last() - records.first() + 1L);
                    return null;
                })
                .toList();
        ExecutorService workers =
                Executors.newFixedThreadPool(RunSettings.of(parameters).workers());
        try {
            for (Future<Void> matched : workers.invokeAll(ranges)) {
                matched.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A range of requests was not matched.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            workers.shutdown();
        }
    }
}
