package io.handover.run;

import io.handover.assignment.Facts;
import io.handover.assignment.Order;
import io.handover.assignment.Outcome;
import io.handover.assignment.Place;
import io.handover.assignment.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Decides one candidate by the rules of its run. Requests of a file act one after the other, and all requests for one order
 * come in a row: what an earlier one of the chunk does with the order is true for those after it. What earlier chunks
 * did is in the database, where the candidates' facts come from.
 */
class DecideRequest implements ItemProcessor<Candidate, Decision>, ChunkListener<Candidate, Decision> {
    private final Rules rules;
    private long movedOrder;
    private @Nullable Place movedTo;

    DecideRequest(Rules rules) {
        this.rules = rules;
    }

    /** The rule book, or the rule for taking back. */
    interface Rules {
        Outcome decide(Request request, Facts facts);
    }

    @Override
    public void beforeChunk(Chunk<Candidate> chunk) {
        movedTo = null;
    }

    @Override
    public Decision process(Candidate candidate) {
        Facts facts = candidate.facts();
        Order order = facts.order();
        if (order != null && movedTo != null && order.id() == movedOrder) {
            facts = facts.withOrderAt(movedTo);
        }
        Outcome outcome = rules.decide(candidate.request(), facts);
        if (order != null && outcome.status() == Outcome.Status.ASSIGNED) {
            movedOrder = order.id();
            movedTo = facts.destination();
        }
        return new Decision(candidate, facts, outcome);
    }
}
