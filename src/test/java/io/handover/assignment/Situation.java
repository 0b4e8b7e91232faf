package io.handover.assignment;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that bears on a decision about a record that is well formed in itself, in words.
 *
 * @param ordersFound how many orders the number fits
 * @param order the one that it fits; null for none or several
 * @param folderFound whether the target has the virtual account that the request names; it is the account's first
 */
record Situation(
        Requester requester,
        int ordersFound,
        @Nullable OrderSample order,
        Target target,
        String accountStatus,
        boolean folderFound,
        boolean justified,
        boolean conflicting) {

    /** The order's own number, which the request, by its web order number, does not say. */
    static final String SALES_NUMBER = "SO-7";

    private static final Map<Situation, Outcome> WITHOUT_ORDER = new HashMap<>();

    Outcome decide() {
        return RuleBook.decide(request(), facts());
    }

    /** Returns what is decided when the number fits no order; remembered, because many situations differ in that only. */
    Outcome decideWithoutOrder() {
        return WITHOUT_ORDER.computeIfAbsent(withOrders(0), Situation::decide);
    }

    Situation withOrder(OrderSample order) {
        return new Situation(requester, 1, order, target, accountStatus, folderFound, justified, conflicting);
    }

    /** Returns the same situation, where the number fits none or several orders. */
    Situation withOrders(int found) {
        return new Situation(requester, found, null, target, accountStatus, folderFound, justified, conflicting);
    }

    Request request() {
        return new Request(
                "W-9",
                "",
                "somewhere.example",
                "",
                "",
                "who@asks.example",
                order == null ? "" : order.expected().text(order.spot()),
                justified ? "merger" : "",
                requester.caseNumber,
                null,
                false);
    }

    Facts facts() {
        return new Facts(
                requester.person,
                ordersFound,
                order == null ? null : order.order(requester.accessGranted, accountStatus),
                target.accountsFound,
                target.site == null ? null : target.site.account(accountStatus),
                target.site != null && folderFound ? new VirtualAccount(1, "folder 1") : null,
                conflicting,
                null);
    }
}
