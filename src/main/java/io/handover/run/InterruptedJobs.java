package io.handover.run;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes Batch able to go on with jobs that nobody ended: a killed process leaves them running, a lost connection in a
 * state that Batch calls unknown. Both are safe to go on with, because outcomes and restart position were committed
 * together or not at all, and because a request cannot have two outcomes.
 */
@Component
class InterruptedJobs {
    private final TransactionTemplate transaction;
    private final JobRepository repository;
    private final JobOperator operator;
    private final Clock clock;

    InterruptedJobs(
            JobRepository repository, JobOperator operator, PlatformTransactionManager transactions, Clock clock) {
        this.transaction = new TransactionTemplate(transactions);
        this.repository = repository;
        this.operator = operator;
        this.clock = clock;
    }

    /** Returns what the run was last started with; empty when it never got so far. */
    Optional<JobParameters> lastParameters(long run) {
        return Optional.ofNullable(repository.getLastJobExecution(ReassignOrdersJob.NAME, RunSettings.identifying(run)))
                .map(JobExecution::getJobParameters)
                .filter(parameters -> !parameters.equals(RunSettings.identifying(run)));
    }

    /** Marks what was left of the run as failed, so that it can be restarted. The caller must own the run. */
    void recover(long run) {
        JobParameters identifying = RunSettings.identifying(run);
        JobInstance job = repository.getJobInstance(ReassignOrdersJob.NAME, identifying);
        if (job == null) {
            return;
        }
        // Batch adds a job and its first execution one after the other, and never starts a job that has none.
        if (repository.getLastJobExecution(job) == null) {
            repository.createJobExecution(job, identifying, new ExecutionContext());
        }
        // All of them: a process that has lost the run may have written to its own since the run was taken from it.
        transaction.executeWithoutResult(
                status -> repository.getJobExecutions(job).forEach(this::recover));
    }

    private void recover(JobExecution execution) {
        if (execution.isRunning()) {
            operator.recover(execution);
        }
        for (StepExecution step : execution.getStepExecutions()) {
            // A step whose end could not be written for want of a connection is still down as running.
            if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                repository.update(step);
            }
        }
        if (execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(ExitStatus.FAILED);
            execution.setEndTime(LocalDateTime.now(clock.withZone(ZoneId.systemDefault())));
            repository.update(execution);
        }
    }
}
