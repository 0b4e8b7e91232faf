package io.handover.assignment;

import static io.handover.assignment.Reason.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request may do. Each line of {@link #RULES} is a line of the table of reasons: the reason, what it
 * presupposes to be known, and when it applies. A reason that presupposes what is not known is not given, so that
 * nobody learns from a refusal what they may not see.
 */
public final class RuleBook {
    private static final List<Rule> RULES = List.of(
            rule(REQUESTER_UNKNOWN, question -> question.facts().requester() == null),
            rule(REQUESTER_INACTIVE, RuleBook::requesterIsInactive),
            rule(INTERNAL_REQUESTER, RuleBook::requesterIsInternalWithoutCase),
            new Rule(ORDER_NOT_FOUND, (question, order, account) -> orderIsNotFound(question, order)),
            rule(ORDER_AMBIGUOUS, RuleBook::orderIsAmbiguous),
            onOrder(CONFLICTING_REQUESTS, (question, order) -> question.facts().conflicting()),
            onOrder(ORDER_CANCELLED, (question, order) -> order.isCancelled()),
            onOrder(ORDER_KIND_NOT_ASSIGNABLE, (question, order) -> !order.isAssignable()),
            onOrder(EXPORT_DENIED, (question, order) -> order.isExportDenied()),
            onOrder(CURRENT_ACCOUNT_DIFFERS, RuleBook::orderIsNotWhereExpected),
            onOrder(HOLDING_ACCOUNT_NOT_YOURS, RuleBook::orderIsInHoldingAccountOfOthers),
            onOrderAndAccount(JUSTIFICATION_REQUIRED, RuleBook::orderChangesCustomersUnjustified),
            rule(ACCOUNT_NOT_FOUND, question -> question.facts().accountsFound() == 0),
            rule(ACCOUNT_AMBIGUOUS, question -> question.facts().accountsFound() > 1),
            onAccount(ACCOUNT_NOT_ACTIVE, (question, account) -> account.isClosed()),
            onOrderAndAccount(ACCOUNT_IS_HOLDING, RuleBook::holdingAccountMayNotTake),
            onAccount(
                    VIRTUAL_ACCOUNT_NOT_FOUND,
                    (question, account) -> question.facts().virtualAccount() == null),
            onOrder(SUPERSEDED, (question, order) -> somethingCameSince(question)),
            rule(EXPIRED, RuleBook::hasWaitedTooLong),
            onOrder(ORDER_NOT_SHIPPED, (question, order) -> order.isUnshipped()),
            onOrder(EXPORT_HOLD, (question, order) -> order.isExportHeld()),
            onAccount(ACCOUNT_PENDING, (question, account) -> account.isPending()));

    private RuleBook() {}

    /** Decides one request by the facts that bear on it. The same arguments always give the same outcome. */
    public static Outcome decide(Request request, Facts facts) {
        Question question = new Question(request, facts);
        Collection<Reason> faults = request.faults();
        if (!faults.isEmpty()) {
            return refuse(faults, question);
        }
        Order order = question.visibleOrder();
        Place destination = facts.destination();
        if (order != null && destination != null && order.isAt(destination)) {
            return Outcome.UNCHANGED;
        }
        List<Reason> reasons = new ArrayList<>();
        for (Rule rule : RULES) {
            if (rule.applies().test(question, order, facts.account())) {
                reasons.add(rule.reason());
            }
        }
        return reasons.isEmpty() ? Outcome.ASSIGNED : refuse(reasons, question);
    }

    private static Outcome refuse(Collection<Reason> reasons, Question question) {
        boolean canClear = true;
        StringJoiner message = new StringJoiner(" ");
        for (Reason reason : reasons) {
            canClear &= reason.kind() == Reason.Kind.WAIT;
            message.add(Message.of(reason, question));
        }
        return new Outcome(
                canClear ? Outcome.Status.DEFERRED : Outcome.Status.REJECTED, List.copyOf(reasons), message.toString());
    }

    private static boolean requesterIsInactive(Question question) {
        Person requester = question.facts().requester();
        return requester != null && !requester.active();
    }

    private static boolean requesterIsInternalWithoutCase(Question question) {
        Person requester = question.facts().requester();
        return requester != null && requester.internal() && !question.request().namesCase();
    }

    private static boolean orderIsNotFound(Question question, @Nullable Order order) {
        return order == null && question.requesterMayAct() && question.facts().ordersFound() <= 1;
    }

    private static boolean orderIsAmbiguous(Question question) {
        return question.facts().ordersFound() > 1 && question.requesterMayAct();
    }

    private static boolean orderIsNotWhereExpected(Question question, Order order) {
        String expected = question.request().expectedAccount();
        return !expected.isEmpty() && !order.isIn(expected);
    }

    private static boolean orderIsInHoldingAccountOfOthers(Question question, Order order) {
        Place place = order.place();
        return place != null
                && place.account().isHolding()
                && !place.account().isHoldingOf(question.actingOrganization(order));
    }

    private static boolean orderChangesCustomersUnjustified(Question question, Order order, Account account) {
        Place place = order.place();
        return place != null
                && !place.account().isHolding()
                && !account.isHolding()
                && place.account().id() != account.id()
                && !question.request().isJustified();
    }

    /** A holding account takes orders that are in no account yet, of the organization that owns it, and no others. */
    private static boolean holdingAccountMayNotTake(Question question, Order order, Account account) {
        return account.isHolding()
                && !(order.place() == null && account.isHoldingOf(question.actingOrganization(order)));
    }

    private static boolean somethingCameSince(Question question) {
        Since since = question.facts().since();
        return since != null && (since.moved() || since.followed());
    }

    private static boolean hasWaitedTooLong(Question question) {
        Since since = question.facts().since();
        return since != null && since.expired();
    }

    private record Rule(Reason reason, Condition applies) {}

    private interface Condition {
        /**
         * @param order null for none that the requester may see
         * @param account null for none that was found
         */
        boolean test(Question question, @Nullable Order order, @Nullable Account account);
    }

    private interface OnOrderAndAccount {
        boolean test(Question question, Order order, Account account);
    }

    private static Rule rule(Reason reason, Predicate<Question> applies) {
        return new Rule(reason, (question, order, account) -> applies.test(question));
    }

    private static Rule onOrder(Reason reason, BiPredicate<Question, Order> applies) {
        return new Rule(reason, (question, order, account) -> order != null && applies.test(question, order));
    }

    private static Rule onAccount(Reason reason, BiPredicate<Question, Account> applies) {
        return new Rule(reason, (question, order, account) -> account != null && applies.test(question, account));
    }

    private static Rule onOrderAndAccount(Reason reason, OnOrderAndAccount applies) {
        return new Rule(
                reason,
                (question, order, account) ->
                        order != null && account != null && applies.test(question, order, account));
    }
}
