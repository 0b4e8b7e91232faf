package io.handover.run;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends a step in the middle of its transaction when somebody, in this process or another, wishes the run to stop. Batch
 * itself looks only between transactions, and a file can take minutes to come in.
 */
@Component
class StopWish {
    // Batch keeps the wish as if it were fulfilled.
    private static final String STOPPED = """
            SELECT status IN ('STOPPING', 'STOPPED')
            FROM batch_job_execution
            WHERE job_execution_id = :execution
            """;

    private final JdbcClient database;
    private final TransactionTemplate besideTheTransaction;

    StopWish(JdbcClient database, PlatformTransactionManager transactions) {
        this.database = database;
        this.besideTheTransaction = new TransactionTemplate(transactions);
        besideTheTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /**
     * Looks, on a session of its own, because that of the transaction may be in the middle of a COPY.
     *
     * @throws JobInterruptedException when the run is to stop: Batch rolls back, and keeps the step as stopped
     */
    void heed(StepExecution step) throws JobInterruptedException {
        boolean wished = Boolean.TRUE.equals(besideTheTransaction.execute(outside -> database.sql(STOPPED)
                .param("execution", step.getJobExecutionId())
                .query(Boolean.class)
                .single()));
        if (wished) {
            throw new JobInterruptedException("The run is to stop.");
        }
    }
}
