package io.handover.run;

import io.handover.csv.RefusedInput;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Step 1: puts all that the run is over into the table of requests, from a file or from what earlier runs left. The
 * table is not logged: when the server has crashed since, the same is taken in again.
 */
@Component
class StageRequests implements Tasklet {
    private static final String HAS_ANY = """
            SELECT EXISTS (SELECT
                           FROM requests
                           WHERE run_id = :run)
            """;

    private static final String ANALYZE = """
            SELECT analyze_requests()
            """;

    /** In records: for fewer, plans made without statistics do as well. */
    private static final int WORTH_STATISTICS = 10_000;

    private final Fence fence;
    private final StopWish stop;
    private final StageFile file;
    private final StageEarlier earlier;
    private final JdbcClient database;
    private final Runs runs;
    private final Progress progress;

    StageRequests(
            Fence fence,
            StopWish stop,
            StageFile file,
            StageEarlier earlier,
            JdbcClient database,
            Runs runs,
            Progress progress) {
        this.fence = fence;
        this.stop = stop;
        this.file = file;
        this.earlier = earlier;
        this.database = database;
        this.runs = runs;
        this.progress = progress;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, JobInterruptedException {
        StepExecution step = context.getStepContext().getStepExecution();
        JobParameters parameters = step.getJobParameters();
        Run run = runs.get(RunSettings.runOf(parameters));
        progress.begin("reading " + run.inputName(), Progress.UNKNOWN);
        fence.hold(parameters);
        if (!isStaged(run)) {
            stage(run, RunSettings.fileOf(parameters), RunSettings.of(parameters), () -> stop.heed(step));
        }
        return RepeatStatus.FINISHED;
    }

    /** Whether the requests are there: an earlier attempt may have staged them, and a crash may have taken them. */
    boolean isStaged(Run run) {
        Integer requested = run.requested();
        return requested != null
                && (requested == 0
                        || database.sql(HAS_ANY)
                                .param("run", run.id())
                                .query(Boolean.class)
                                .single());
    }

    /**
     * Takes in once more what a completed run was over, within the caller's transaction; that needs no look for a stop.
     *
     * @throws RefusedInput when it is not there any more
     */
    void again(Run run, @Nullable Path path, RunSettings asBefore) {
        try {
            stage(run, path, asBefore, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JobInterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stage(Run run, @Nullable Path path, RunSettings settings, StageFile.Look whetherToStop)
            throws IOException, JobInterruptedException {
        int records = run.goesBack()
                ? earlier.stage(run)
                : file.stage(run, Objects.requireNonNull(path), settings, whetherToStop);
        if (records >= WORTH_STATISTICS) {
            database.sql(ANALYZE).query().singleRow();
        }
    }
}
