package io.handover.races;

import io.handover.races.History.AccountThen;
import io.handover.races.History.OrderThen;
import io.handover.races.History.PersonThen;
import io.handover.races.History.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the design says of a request, section 3 and 4 and the rulings read line by line, and nothing of it by calls of
 * the rules under test.
 *
 * @param place where the order was; null for no account
 * @param current the account that it was in
 * @param account the destination
 */
record DesignVerdict(
        Asked asked,
        @Nullable PersonThen requester,
        @Nullable OrderThen order,
        @Nullable Place place,
        @Nullable AccountThen current,
        boolean accessGranted,
        @Nullable AccountThen account) {

    private static final Set<String> SHIPPED = Set.of("SHIPPED", "ACTIVATED", "CLOSED");
    private static final Set<String> ASSIGNABLE = Set.of("STANDARD", "SUBSCRIPTION");
    private static final Set<String> WAITING = Set.of("ORDER_NOT_SHIPPED", "EXPORT_HOLD", "ACCOUNT_PENDING");

    /**
     * What a request asks, with what it was found to mean.
     *
     * @param order null for none or several
     * @param destination null for one that does not resolve
     */
    record Asked(
            String requester,
            boolean caseGiven,
            boolean justified,
            String expectedAccount,
            int ordersFound,
            @Nullable Long order,
            int accountsFound,
            @Nullable Integer account,
            @Nullable Place destination,
            boolean conflicting) {}

    /** Returns status and codes: {@code ASSIGNED}, {@code DEFERRED [EXPORT_HOLD]}. */
    String inWords() {
        OrderThen seen = seenOrder();
        if (seen != null && place != null && place.equals(asked.destination())) {
            return "UNCHANGED";
        }
        List<String> codes = new ArrayList<>();
        codes.addAll(ofRequester());
        codes.addAll(seen == null ? List.of() : ofOrder(seen));
        codes.addAll(ofAccount(seen));
        if (seen != null) {
            add(
                    codes,
                    "ORDER_NOT_SHIPPED",
                    !SHIPPED.contains(seen.status()) && !seen.status().equals("CANCELLED"));
            add(codes, "EXPORT_HOLD", !Set.of("NONE", "CLEARED", "DENIED").contains(seen.exportStatus()));
        }
        add(codes, "ACCOUNT_PENDING", account != null && account.status().equals("PENDING"));
        if (codes.isEmpty()) {
            return "ASSIGNED";
        }
        return (WAITING.containsAll(codes) ? "DEFERRED " : "REJECTED ") + codes;
    }

    private boolean mayAct() {
        return requester != null && requester.active() && (!requester.internal() || asked.caseGiven());
    }

    private @Nullable OrderThen seenOrder() {
        if (order == null || requester == null || !mayAct()) {
            return null;
        }
        boolean ofPartner = !order.partner().isEmpty() && order.partner().equals(requester.organization());
        return ofPartner || accessGranted || requester.internal() ? order : null;
    }

    private List<String> ofRequester() {
        List<String> codes = new ArrayList<>();
        add(codes, "REQUESTER_UNKNOWN", requester == null);
        add(codes, "REQUESTER_INACTIVE", requester != null && !requester.active());
        add(codes, "INTERNAL_REQUESTER", requester != null && requester.internal() && !asked.caseGiven());
        add(codes, "ORDER_NOT_FOUND", mayAct() && asked.ordersFound() < 2 && seenOrder() == null);
        add(codes, "ORDER_AMBIGUOUS", mayAct() && asked.ordersFound() > 1);
        return codes;
    }

    private List<String> ofOrder(OrderThen seen) {
        List<String> codes = new ArrayList<>();
        String expected = asked.expectedAccount();
        add(codes, "CONFLICTING_REQUESTS", asked.conflicting());
        add(codes, "ORDER_CANCELLED", seen.status().equals("CANCELLED"));
        add(codes, "ORDER_KIND_NOT_ASSIGNABLE", !ASSIGNABLE.contains(seen.kind()));
        add(codes, "EXPORT_DENIED", seen.exportStatus().equals("DENIED"));
        add(
                codes,
                "CURRENT_ACCOUNT_DIFFERS",
                !expected.isEmpty() && !expected.equals(current == null ? "NONE" : current.domain()));
        add(codes, "HOLDING_ACCOUNT_NOT_YOURS", current != null && current.holding() && !isOwn(current, seen));
        add(
                codes,
                "JUSTIFICATION_REQUIRED",
                current != null
                        && place != null
                        && account != null
                        && !current.holding()
                        && !account.holding()
                        && !Integer.valueOf(place.account()).equals(asked.account())
                        && !asked.justified());
        return codes;
    }

    private List<String> ofAccount(@Nullable OrderThen seen) {
        List<String> codes = new ArrayList<>();
        add(codes, "ACCOUNT_NOT_FOUND", asked.accountsFound() == 0);
        add(codes, "ACCOUNT_AMBIGUOUS", asked.accountsFound() > 1);
        if (account != null) {
            boolean mayTake = !account.holding() || seen == null || (place == null && isOwn(account, seen));
            add(codes, "ACCOUNT_NOT_ACTIVE", !Set.of("ACTIVE", "PENDING").contains(account.status()));
            add(codes, "ACCOUNT_IS_HOLDING", !mayTake);
            add(codes, "VIRTUAL_ACCOUNT_NOT_FOUND", asked.destination() == null);
        }
        return codes;
    }

    /** Whether the holding account is that of the organization in whose place the requester acts. */
    private boolean isOwn(AccountThen holding, OrderThen seen) {
        String actsFor = requester == null ? "" : requester.internal() ? seen.partner() : requester.organization();
        return !holding.partner().isEmpty() && holding.partner().equals(actsFor);
    }

    private static void add(List<String> codes, String code, boolean applies) {
        if (applies) {
            codes.add(code);
        }
    }
}
