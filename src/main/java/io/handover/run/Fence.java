package io.handover.run;

import io.handover.ledger.Runs;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.stereotype.Component;

/**
 * Keeps a process from writing to a run that it has lost. One that was stopped for longer than its lease goes on
 * without knowing that another has taken the run over meanwhile; so every transaction of the job begins here.
 */
@Component
class Fence {
    private final Runs runs;

    Fence(Runs runs) {
        this.runs = runs;
    }

    /**
     * Lets the caller's transaction write to the run that its job was started for.
     *
     * @throws RunBusy when the run was taken over
     */
    void hold(JobParameters job) {
        long run = RunSettings.runOf(job);
        if (!runs.hold(run, RunSettings.attemptOf(job))) {
            throw new RunBusy(run);
        }
    }
}
