package io.handover.run;

import io.handover.ledger.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Applies the decisions of a chunk, within the chunk's transaction: moves the orders and adds the outcomes to the
 * ledger. When another run has moved one of the orders between the look at it and the update, all that were to move
 * are locked, looked at and decided again; the second decisions stand, because nobody else can change these orders any
 * more.
 */
class ApplyDecisions implements ItemWriter<Decision> {
    private final Candidates candidates;
    private final DecideRequest.Rules rules;
    private final MoveOrders orders;
    private final Outcomes outcomes;
    private final Progress progress;
    private final long run;
    private final boolean preview;

    ApplyDecisions(
            Candidates candidates,
            DecideRequest.Rules rules,
            MoveOrders orders,
            Outcomes outcomes,
            Progress progress,
            long run,
            boolean preview) {
        this.candidates = candidates;
        this.rules = rules;
        this.orders = orders;
        this.outcomes = outcomes;
        this.progress = progress;
        this.run = run;
        this.preview = preview;
    }

    @Override
    public void write(Chunk<? extends Decision> chunk) {
        write(new ArrayList<>(chunk.getItems()));
    }

    /** Applies the decisions of a chunk, and returns those that stand. */
    List<Decision> write(List<Decision> asDecided) {
        List<Decision> decisions = preview ? asDecided : apply(asDecided);
        outcomes.add(run, decisions.stream().map(Decision::toEntry).toList());
        progress.advance(decisions.size());
        return decisions;
    }

    private List<Decision> apply(List<Decision> asMatched) {
        List<Decision> decisions = orders.areAsSeen(stays(asMatched)) ? asMatched : decideAgain(asMatched);
        List<Decision> moves = moves(decisions);
        if (orders.move(moves)) {
            return decisions;
        }
        Set<Long> toMove = moves.stream()
                .map(move -> Objects.requireNonNull(move.facts().order()).id())
                .collect(Collectors.toSet());
        orders.lock(toMove);
        List<Decision> again = decideAgain(decisions).stream()
                .filter(decision -> isOf(toMove, decision.candidate()))
                .toList();
        if (!orders.move(moves(again))) {
            throw new IllegalStateException("Orders changed under their lock.");
        }
        List<Decision> standing = new ArrayList<>(decisions);
        standing.removeIf(decision -> isOf(toMove, decision.candidate()));
        standing.addAll(again);
        return standing;
    }

    private static List<Decision> moves(List<Decision> decisions) {
        return decisions.stream().filter(Decision::moves).toList();
    }

    /** Those whose order stays where it is, if the decision is right about where that is. */
    private static List<Decision> stays(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision ->
                        !decision.moves() && decision.candidate().facts().order() != null)
                .toList();
    }

    private List<Decision> decideAgain(List<Decision> decisions) {
        DecideRequest decide = new DecideRequest(rules);
        return candidates.again(decisions.stream().map(Decision::candidate).toList()).stream()
                .map(decide::process)
                .toList();
    }

    private static boolean isOf(Set<Long> orders, Candidate candidate) {
        return candidate.facts().order() != null
                && orders.contains(
                        Objects.requireNonNull(candidate.facts().order()).id());
    }
}
