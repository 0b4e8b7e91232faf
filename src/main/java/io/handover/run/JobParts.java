package io.handover.run;

import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Begins the job and its steps, with those who listen to them: nobody, unless traces are wanted. */
@Component
class JobParts {
    private final JobRepository batch;
    private final ObjectProvider<JobExecutionListener> listenToJob;
    private final ObjectProvider<StepExecutionListener> listenToSteps;

    JobParts(
            JobRepository batch,
            ObjectProvider<JobExecutionListener> listenToJob,
            ObjectProvider<StepExecutionListener> listenToSteps) {
        this.batch = batch;
        this.listenToJob = listenToJob;
        this.listenToSteps = listenToSteps;
    }

    JobBuilder job(String name) {
        JobBuilder job = new JobBuilder(name, batch);
        listenToJob.forEach(job::listener);
        return job;
    }

    StepBuilder step(String name) {
        StepBuilder step = new StepBuilder(name, batch);
        listenToSteps.forEach(step::listener);
        return step;
    }
}
