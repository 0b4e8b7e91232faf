package io.handover.run;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes Batch able to go on with jobs that nobody ended: a killed process leaves them running, a lost connection in a
 * state that Batch calls unknown. Both are safe to go on with, because outcomes and restart position were committed
 * together or not at all, and because a request cannot have two outcomes.
 */
@Component
class InterruptedJobs {
    private final JobRepository repository;
    private final JobOperator operator;
    private final Clock clock;

    InterruptedJobs(JobRepository repository, JobOperator operator, Clock clock) {
        this.repository = repository;
        this.operator = operator;
        this.clock = clock;
    }

    /** Returns what the run was last started with; empty when it never was. */
    Optional<JobParameters> lastParameters(long run) {
        return Optional.ofNullable(repository.getLastJobExecution(ReassignOrdersJob.NAME, RunSettings.identifying(run)))
                .map(JobExecution::getJobParameters);
    }

    /** Marks what was left of the run as failed, so that it can be restarted. The caller must own the run. */
    @Transactional
    public void recover(long run) {
        JobExecution last = repository.getLastJobExecution(ReassignOrdersJob.NAME, RunSettings.identifying(run));
        if (last == null) {
            forgetIfNeverExecuted(run);
            return;
        }
        if (last.isRunning()) {
            operator.recover(last);
        }
        for (StepExecution step : last.getStepExecutions()) {
            // A step whose end could not be written for want of a connection is still down as running.
            if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                repository.update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN) {
            last.setStatus(BatchStatus.FAILED);
            last.setExitStatus(ExitStatus.FAILED);
            last.setEndTime(LocalDateTime.now(clock));
            repository.update(last);
        }
    }

    /** Batch adds a job and its first execution one after the other; a job that was left without one it never starts. */
    private void forgetIfNeverExecuted(long run) {
        JobInstance job = repository.getJobInstance(ReassignOrdersJob.NAME, RunSettings.identifying(run));
        if (job != null) {
            repository.deleteJobInstance(job);
        }
    }
}
