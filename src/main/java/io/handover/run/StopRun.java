package io.handover.run;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks whoever works on a run, this process or another, to end at the next chunk. */
@Component
public class StopRun {
    private static final int ATTEMPTS = 20;

    private final JobRepository repository;
    private final JobOperator operator;
    private final TransactionTemplate transaction;

    StopRun(JobRepository repository, JobOperator operator, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.operator = operator;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Asks, and returns whether there was anything to stop. The run's steps look for the wish when they commit. */
    public boolean stop(long run) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Boolean.TRUE.equals(transaction.execute(status -> ask(run)));
            } catch (OptimisticLockingFailureException theRunWroteMeanwhile) {
                if (attempt == ATTEMPTS) {
                    throw theRunWroteMeanwhile;
                }
            }
        }
    }

    private boolean ask(long run) {
        JobExecution last = repository.getLastJobExecution(ReassignOrdersJob.NAME, RunSettings.identifying(run));
        if (last == null || !last.isRunning()) {
            return false;
        }
        try {
            return operator.stop(last);
        } catch (JobExecutionNotRunningException endedMeanwhile) {
            return false;
        }
    }
}
