package io.handover.run;

import io.handover.csv.RefusedInput;
import io.handover.database.Causes;
import io.handover.database.Patience;
import io.handover.ledger.Counts;
import io.handover.ledger.Run;
import io.handover.ledger.Run.Status;
import io.handover.ledger.Runs;
import io.handover.ledger.Tallies;
import io.handover.report.Reports;
import io.handover.report.WriteReports;
import io.handover.run.AssignAllOrNothing.TooManyRejected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts runs, and takes up those that were interrupted. */
@Component
public class RunLauncher {
    private static final Duration WHILE_THE_JOB_STARTS = Duration.ofMillis(50);

    private final DataSource sessions;
    private final TransactionTemplate transactions;
    private final Commissions commissions;
    private final Runs runs;
    private final Tallies tallies;
    private final WriteReports reports;
    private final JobOperator batch;
    private final Job reassignOrders;
    private final InterruptedJobs interrupted;
    private final StageRequests stage;
    private final StopRun stopRun;
    private final FailedAttempt failed;
    private final Progress progress;
    private final Patience patience;
    private final Duration lease;
    private volatile boolean stopWanted;
    private volatile long atWork;

    RunLauncher(
            DataSource sessions,
            PlatformTransactionManager transactions,
            Commissions commissions,
            Runs runs,
            Tallies tallies,
            WriteReports reports,
            JobOperator batch,
            Job reassignOrders,
            InterruptedJobs interrupted,
            StageRequests stage,
            StopRun stopRun,
            FailedAttempt failed,
            Progress progress,
            Patience patience,
            @Value("${handover.lease}") Duration lease) {
        this.sessions = sessions;
        this.transactions = new TransactionTemplate(transactions);
        this.commissions = commissions;
        this.runs = runs;
        this.tallies = tallies;
        this.reports = reports;
        this.batch = batch;
        this.reassignOrders = reassignOrders;
        this.interrupted = interrupted;
        this.stage = stage;
        this.stopRun = stopRun;
        this.failed = failed;
        this.progress = progress;
        this.patience = patience;
        this.lease = lease;
    }

    /**
     * What came of a commission.
     *
     * @param reports null when they are not there and what they would tell was pruned
     * @param doneBefore whether an earlier commission of the same had been completed, so that nothing was done
     */
    public record Completed(
            Run run, Counts counts, @Nullable Reports reports, boolean doneBefore) {}

    /**
     * Carries out a commission: a new run, or the completion of one that was interrupted. The same asked again of the
     * same bytes is answered from the ledger.
     *
     * @throws RefusedInput when the file cannot be taken in; nothing was applied
     * @throws RunBusy when another process works on it
     * @throws RunStopped when the run was stopped before it was done
     * @throws IllegalArgumentException when there is no such run to undo; the message says why
     */
    public Completed carryOut(Commission commission) throws IOException {
        LogOfRun.isOfNone();
        long run = patience.with(() -> commissions.find(commission)).id();
        Path file = commission.over() instanceof Commission.RequestFile requests ? requests.path() : null;
        return complete(run, file, commission.settings());
    }

    /**
     * Completes a run that was stopped or interrupted, with the settings that it had.
     *
     * @throws RunBusy when another process works on it
     * @throws RunStopped when the run was stopped again
     * @throws IllegalArgumentException when the run cannot be resumed; the message says why
     */
    public Completed resume(long number) throws IOException {
        Run run = runs.find(number).orElseThrow(() -> new IllegalArgumentException("There is no run " + number + "."));
        if (run.pruned() != null) {
            throw new IllegalArgumentException("Run " + number
                    + " is over, and what it had taken in was pruned; runs show " + number + " tells what came of it.");
        }
        JobParameters parameters = interrupted
                .lastParameters(number)
                .filter(begun -> run.status() != Status.REFUSED || run.withheld())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run " + number + " has taken nothing in; hand its file in again."));
        return complete(number, RunSettings.fileOf(parameters), RunSettings.of(parameters));
    }

    /** Asks the run that this launcher works on, or is about to, to end at its next chunk. Any thread may call this. */
    public void stop() {
        stopWanted = true;
        // The job may be just about to start, and not there to be stopped yet.
        for (long run = atWork; run != 0 && !stopRun.stop(run); run = atWork) {
            pause(WHILE_THE_JOB_STARTS);
        }
    }

    private Completed complete(long run, @Nullable Path file, RunSettings settings) throws IOException {
        return patience.with(() -> tryToComplete(run, file, settings));
    }

    @SuppressWarnings("try") // The ownership is held, not used.
    private Completed tryToComplete(long run, @Nullable Path file, RunSettings settings) throws IOException {
        LogOfRun.isOf(run);
        Run before = runs.get(run);
        if (before.isOver() && (before.pruned() != null || stage.isStaged(before))) {
            return completed(run, settings, true);
        }
        try (RunOwnership owned = RunOwnership.take(sessions, run, lease).orElseThrow(() -> new RunBusy(run))) {
            boolean doneBefore = runs.get(run).isOver();
            if (doneBefore) {
                stageAgain(run, file);
            } else {
                work(run, settings, file);
            }
            return completed(run, settings, doneBefore);
        }
    }

    /** Reports are views of the ledger and of what was staged, which a crash of the server takes away. */
    private void stageAgain(long number, @Nullable Path file) {
        Run run = runs.get(number);
        if (run.pruned() == null && !stage.isStaged(run)) {
            RunSettings asBefore =
                    RunSettings.of(interrupted.lastParameters(number).orElseThrow());
            transactions.executeWithoutResult(begun -> stage.again(run, file, asBefore));
        }
    }

    private Completed completed(long run, RunSettings settings, boolean doneBefore) throws IOException {
        Optional<Reports> files = reports.ensure(run, settings.out(), settings.results());
        return new Completed(runs.get(run), tallies.of(run), files.orElse(null), doneBefore);
    }

    private void work(long run, RunSettings settings, @Nullable Path file) {
        int attempt = runs.takeUp(run);
        if (!stopWanted) {
            JobExecution execution = start(run, settings.toParameters(run, attempt, file));
            if (execution.getStatus() == BatchStatus.COMPLETED) {
                return;
            }
            List<Throwable> failures = execution.getAllFailureExceptions();
            if (Causes.find(TooManyRejected.class, failures).isPresent()) {
                if (!runs.withhold(run, attempt)) {
                    throw new RunBusy(run);
                }
                work(run, settings, file);
                return;
            }
            if (execution.getStatus() != BatchStatus.STOPPED) {
                throw failed.cause(run, attempt, failures);
            }
        }
        throw failed.stopped(run, attempt);
    }

    private JobExecution start(long run, JobParameters parameters) {
        interrupted.recover(run);
        atWork = run;
        try {
            return batch.start(reassignOrders, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("Run " + run + " cannot be started.", e);
        } finally {
            atWork = 0;
            progress.end();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
