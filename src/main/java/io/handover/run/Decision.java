package io.handover.run;

import io.handover.assignment.Facts;
import io.handover.assignment.Outcome;
import io.handover.ledger.Entry;

/**
 * A candidate with what was decided on it.
 *
 * @param facts those that the decision rests on: the candidate's, or what they became by an earlier request of the
 *     same chunk
 */
record Decision(Candidate candidate, Facts facts, Outcome outcome) {

    boolean moves() {
        return outcome.status() == Outcome.Status.ASSIGNED;
    }

    Entry toEntry() {
        return new Entry(
                candidate.turn().orderKey(),
                candidate.turn().record(),
                candidate.line(),
                candidate.request(),
                candidate.reference(),
                outcome,
                facts.order(),
                facts.account(),
                facts.virtualAccount());
    }
}
