package io.handover.run;

import io.handover.assignment.RuleBook;
import io.handover.assignment.UndoRule;
import io.handover.ledger.Outcomes;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The step of one range: reader, processor and writer, made for it when it begins. As beans of the step's scope they
 * would be called through proxies, twice for every request.
 */
@Component
class AssignRange implements Step {
    /** In requests: enough to be worth a transaction, and what a kill can cost in work done again. */
    static final int CHUNK = 2_000;

    /** Of all the records of a chunk, so that memory stays flat whatever they hold. */
    private static final int CHARACTERS_OF_CHUNK = 1 << 21;

    private static final String NAME = "assign-range";

    private final JobParts parts;
    private final PlatformTransactionManager transactions;
    private final JdbcClient database;
    private final JdbcTemplate statements;
    private final Fence fence;
    private final StopWish stop;
    private final Runs runs;
    private final Outcomes outcomes;
    private final Progress progress;

    AssignRange(
            JobParts parts,
            PlatformTransactionManager transactions,
            JdbcClient database,
            JdbcTemplate statements,
            Fence fence,
            StopWish stop,
            Runs runs,
            Outcomes outcomes,
            Progress progress) {
        this.parts = parts;
        this.transactions = transactions;
        this.database = database;
        this.statements = statements;
        this.fence = fence;
        this.stop = stop;
        this.runs = runs;
        this.outcomes = outcomes;
        this.progress = progress;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void execute(StepExecution range) throws JobInterruptedException {
        Run run = runs.get(RunSettings.runOf(range.getJobParameters()));
        boolean preview = run.mode() == Run.Mode.PREVIEW;
        DecideRequest.Rules rules = run.undoes() == null ? RuleBook::decide : UndoRule::decide;
        Candidates candidates =
                new Candidates(database, run.id(), preview, run.goesBack() || run.withheld(), RequestForm.of(run));
        MoveOrders orders = new MoveOrders(statements, run.id());
        ApplyDecisions apply = new ApplyDecisions(candidates, rules, orders, outcomes, progress, run.id(), preview);
        int chunk = Math.min(CHUNK, run.recordsWithin(CHARACTERS_OF_CHUNK));
        StepBuilder step = parts.step(NAME);
        if (run.isAllOrNothing()) {
            step.tasklet(
                            new AssignAllOrNothing(fence, stop, database, candidates, rules, apply, run, chunk),
                            transactions)
                    .build()
                    .execute(range);
        } else {
            step.<Candidate, Decision>chunk(chunk)
                    .transactionManager(transactions)
                    .reader(new CandidateReader(
                            () -> fence.hold(range.getJobParameters()), database, candidates, !preview, chunk))
                    .processor(new DecideRequest(rules))
                    .writer(apply)
                    .build()
                    .execute(range);
        }
    }
}
