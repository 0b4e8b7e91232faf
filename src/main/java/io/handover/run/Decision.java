package io.handover.run;

import io.handover.assignment.Account;
import io.handover.assignment.Facts;
import io.handover.assignment.Order;
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
        Order order = facts.order();
        Account account = facts.account();
        return new Entry(
                candidate.record(),
                candidate.line(),
                candidate.request(),
                candidate.reference(),
                outcome,
                order == null ? null : order.id(),
                order == null ? null : order.place(),
                account == null ? null : account.id(),
                facts.virtualAccount());
    }
}
