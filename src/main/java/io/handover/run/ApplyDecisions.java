package io.handover.run;

import io.handover.ledger.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Applies the decisions of a chunk, within the chunk's transaction: moves the orders and adds the outcomes to the
 * ledger. An order that another run moved between the look at it and the update is locked, looked at and decided
 * again; the second decision stands, because nobody else can change the order any more.
 */
class ApplyDecisions implements ItemWriter<Decision> {
    private final Candidates candidates;
    private final MoveOrders orders;
    private final Outcomes outcomes;
    private final Progress progress;
    private final long run;
    private final boolean preview;

    ApplyDecisions(
            Candidates candidates, MoveOrders orders, Outcomes outcomes, Progress progress, long run, boolean preview) {
        this.candidates = candidates;
        this.orders = orders;
        this.outcomes = outcomes;
        this.progress = progress;
        this.run = run;
        this.preview = preview;
    }

    @Override
    public void write(Chunk<? extends Decision> chunk) {
        List<Decision> decisions = new ArrayList<>(chunk.getItems());
        if (!preview) {
            decisions = apply(decisions);
        }
        outcomes.add(run, decisions.stream().map(Decision::toEntry).toList());
        progress.advance(decisions.size());
    }

    private List<Decision> apply(List<Decision> decisions) {
        Set<Long> changedMeanwhile = move(decisions);
        if (changedMeanwhile.isEmpty()) {
            return decisions;
        }
        orders.lock(changedMeanwhile);
        List<Decision> again = decideAgain(decisions, changedMeanwhile);
        Set<Long> changedStill = move(again);
        if (!changedStill.isEmpty()) {
            throw new IllegalStateException("Orders changed under their lock: " + changedStill);
        }
        List<Decision> standing = new ArrayList<>(decisions);
        standing.removeIf(decision -> isOf(changedMeanwhile, decision.candidate()));
        standing.addAll(again);
        return standing;
    }

    private Set<Long> move(List<Decision> decisions) {
        List<Decision> moves = decisions.stream().filter(Decision::moves).toList();
        return moves.isEmpty() ? Set.of() : orders.move(moves);
    }

    private List<Decision> decideAgain(List<Decision> decisions, Set<Long> ofOrders) {
        int first = decisions.get(0).candidate().position();
        int last = decisions.get(decisions.size() - 1).candidate().position();
        DecideRequest decide = new DecideRequest();
        return candidates.at(first, last).stream()
                .filter(candidate -> isOf(ofOrders, candidate))
                .map(decide::process)
                .toList();
    }

    private static boolean isOf(Set<Long> orders, Candidate candidate) {
        return candidate.facts().order() != null
                && orders.contains(
                        Objects.requireNonNull(candidate.facts().order()).id());
    }
}
