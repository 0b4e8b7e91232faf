package io.handover.assignment;

import io.handover.assignment.Outcome.Status;
import java.util.List;
import java.util.Objects;

/**
 * Whether a move is taken back: the order goes where it was, in no account too, unless there is nothing to move any
 * more or somebody has placed it anew. Who may ask for moves has no say in it; an operator sets right what a run did.
 */
public final class UndoRule {
    private UndoRule() {}

    /**
     * Decides whether an order goes back.
     *
     * @param facts with the order, its former place as the destination, and what has happened since the move
     */
    public static Outcome decide(Request request, Facts facts) {
        Question question = new Question(request, facts);
        Order order = question.order();
        Since since = Objects.requireNonNull(facts.since());
        if (order.isAt(facts.destination())) {
            return Outcome.UNCHANGED;
        }
        if (order.isCancelled()) {
            return refuse(Reason.ORDER_CANCELLED, Message.of(Reason.ORDER_CANCELLED, question));
        }
        if (since.placedAnew()) {
            return refuse(Reason.CURRENT_ACCOUNT_DIFFERS, movedSince(order, since));
        }
        return Outcome.ASSIGNED;
    }

    private static String movedSince(Order order, Since since) {
        Place place = order.place();
        Since.Move last = since.lastMove();
        return "Order " + order.number() + " has been moved since and is in "
                + (place == null ? "no account" : place.account().domain())
                + (last == null ? "." : ", by " + last.inWords() + ".");
    }

    private static Outcome refuse(Reason reason, String message) {
        return new Outcome(Status.REJECTED, List.of(reason), message);
    }
}
