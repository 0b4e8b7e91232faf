package io.handover.run;

import io.handover.assignment.Outcome;
import io.handover.database.Locks;
import io.handover.ledger.RejectionLimit;
import io.handover.ledger.Run;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides everything, and then, when no more is rejected than is allowed, once more to apply it: in one transaction,
 * because facts can change between the two, and what has become too many then takes all the moves back with it.
 */
class AssignAllOrNothing implements Tasklet {
    private final Fence fence;
    private final StopWish stop;
    private final JdbcClient database;
    private final Candidates candidates;
    private final DecideRequest.Rules rules;
    private final ApplyDecisions apply;
    private final RejectionLimit limit;
    private final int requests;
    private final int page;

    /** @param page how many requests are held at a time */
    AssignAllOrNothing(
            Fence fence,
            StopWish stop,
            JdbcClient database,
            Candidates candidates,
            DecideRequest.Rules rules,
            ApplyDecisions apply,
            Run run,
            int page) {
        this.fence = fence;
        this.stop = stop;
        this.database = database;
        this.candidates = candidates;
        this.rules = rules;
        this.apply = apply;
        this.limit = Objects.requireNonNull(run.maxRejected());
        this.requests = run.read();
        this.page = page;
    }

    /** Ends the step, and a run that applies, because more requests would be rejected than is allowed. */
    static final class TooManyRejected extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws JobInterruptedException {
        StepExecution step = context.getStepContext().getStepExecution();
        fence.hold(step.getJobParameters());
        decideAll(step, decisions -> decisions);
        Locks.takeShared(database, Locks.FACTS);
        decideAll(step, apply::write);
        return RepeatStatus.FINISHED;
    }

    /** @param act what is done with the decisions of a page; returns those that stand */
    private void decideAll(StepExecution step, UnaryOperator<List<Decision>> act) throws JobInterruptedException {
        int rejected = 0;
        List<Candidate> next = candidates.next(Turn.BEFORE_ALL, Turn.AFTER_ALL, page);
        while (!next.isEmpty()) {
            stop.heed(step);
            DecideRequest decide = new DecideRequest(rules);
            List<Decision> decisions =
                    act.apply(next.stream().map(decide::process).toList());
            rejected += (int) decisions.stream()
                    .filter(decision -> decision.outcome().status() == Outcome.Status.REJECTED)
                    .count();
            if (limit.isExceededBy(rejected, requests)) {
                throw new TooManyRejected();
            }
            Turn after = next.get(next.size() - 1).turn();
            next = candidates.next(after, Turn.AFTER_ALL, page);
        }
    }
}
