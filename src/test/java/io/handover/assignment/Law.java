package io.handover.assignment;

import static io.handover.assignment.Outcome.Status.ASSIGNED;
import static io.handover.assignment.Outcome.Status.DEFERRED;
import static io.handover.assignment.Outcome.Status.REJECTED;
import static io.handover.assignment.Outcome.Status.UNCHANGED;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/** What holds in every situation, said in the words of the design and not by calls of the rules. */
enum Law {
    REASONS_ARE_THOSE_OF_THE_DESIGN(
            (situation, outcome) -> DesignOracle.reasons(situation).equals(outcome.reasons())),

    ONLY_WAITING_IS_DEFERRED((situation, outcome) -> outcome.reasons().isEmpty()
            || (outcome.status() == DEFERRED) == Codes.WAITING.containsAll(outcome.reasons())),

    REASONS_AND_A_MESSAGE_FOR_WHAT_IS_REFUSED_ONLY((situation, outcome) -> {
        boolean refused = Set.of(DEFERRED, REJECTED).contains(outcome.status());
        return refused != outcome.reasons().isEmpty() && refused == (outcome.message() != null);
    }),

    UNCHANGED_WHEN_SEEN_AT_THE_DESTINATION_WHATEVER_ELSE_HOLDS((situation, outcome) -> (outcome.status() == UNCHANGED)
            == (DesignOracle.sees(situation) && DesignOracle.isAtDestination(situation))),

    WHO_MAY_NOT_ACT_LEARNS_NOTHING_OF_ORDERS(
            (situation, outcome) -> Collections.disjoint(outcome.reasons(), Codes.MAY_NOT_ACT)
                    || (Collections.disjoint(outcome.reasons(), Codes.OF_ORDER)
                            && !outcome.reasons().contains(Reason.ORDER_NOT_FOUND))),

    AN_ORDER_THAT_IS_NOT_FOUND_HAS_NO_REASONS(
            (situation, outcome) -> !outcome.reasons().contains(Reason.ORDER_NOT_FOUND)
                    || Collections.disjoint(outcome.reasons(), Codes.OF_ORDER)),

    AN_ORDER_THAT_IS_HIDDEN_IS_NOT_THERE((situation, outcome) -> situation.order() == null
            || DesignOracle.sees(situation)
            || situation.decideWithoutOrder().equals(outcome)),

    A_HIDDEN_ORDER_IS_NOT_NAMED((situation, outcome) ->
            DesignOracle.sees(situation) || !message(outcome).contains(Situation.SALES_NUMBER)),

    NEVER_ASSIGNED_TO_WHAT_MAY_NOT_RECEIVE((situation, outcome) -> outcome.status() != ASSIGNED
            || (situation.folderFound() && situation.accountStatus().equals("ACTIVE"))),

    EVERY_VALUE_IS_PUT_IN((situation, outcome) ->
            !message(outcome).contains("{") && !message(outcome).contains("null")),

    ONE_SENTENCE_FOR_EACH_REASON((situation, outcome) ->
            fullStops(message(outcome)) == outcome.reasons().size());

    private final BiPredicate<Situation, Outcome> holds;

    Law(BiPredicate<Situation, Outcome> holds) {
        this.holds = holds;
    }

    boolean holds(Situation situation, Outcome outcome) {
        return holds.test(situation, outcome);
    }

    private static String message(Outcome outcome) {
        return Objects.requireNonNullElse(outcome.message(), "");
    }

    /** Returns how many sentences end; a point within a word, as in a domain, ends none. */
    private static int fullStops(String text) {
        int count = 0;
        for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
            if (at + 1 == text.length() || text.charAt(at + 1) == ' ') {
                count++;
            }
        }
        return count;
    }
}
