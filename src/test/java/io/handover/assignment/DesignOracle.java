package io.handover.assignment;

import static io.handover.assignment.Reason.*;

import io.handover.assignment.OrderSample.Expected;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the design says of a situation, paragraph by paragraph and in its words, without a call of the rules. The
 * reasons come in the order of the enumeration, which {@link ReasonTest} holds against the design's.
 */
final class DesignOracle {
    private static final Set<Target> HOLDINGS =
            EnumSet.of(Target.ACME_HOLDING, Target.GLOBEX_HOLDING, Target.NOBODYS_HOLDING);

    private final Situation situation;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    private DesignOracle(Situation situation) {
        this.situation = situation;
    }

    static List<Reason> reasons(Situation situation) {
        DesignOracle oracle = new DesignOracle(situation);
        oracle.ask();
        return List.copyOf(oracle.reasons);
    }

    /** Whether the number fits one order that the requester may act on. */
    static boolean sees(Situation situation) {
        OrderSample order = situation.order();
        return order != null
                && switch (situation.requester()) {
                    case INTERNAL_WITH_CASE, OTHER_WITH_ACCESS, OF_NO_ORGANIZATION_WITH_ACCESS -> true;
                    case OF_PARTNER -> order.partner() == Organization.ACME;
                    default -> false;
                };
    }

    /** Whether the order is at the destination, which is always a folder 1. */
    static boolean isAtDestination(Situation situation) {
        OrderSample order = situation.order();
        return order != null
                && situation.folderFound()
                && ((order.spot() == Spot.CUSTOMER_FOLDER_1 && situation.target() == Target.CUSTOMER)
                        || (order.spot() == Spot.ACME_FOLDER_1 && situation.target() == Target.ACME_HOLDING));
    }

    private void ask() {
        OrderSample order = situation.order();
        boolean seen = sees(situation);
        if (seen && isAtDestination(situation)) {
            return;
        }
        askAccount();
        if (order != null && seen) {
            askOrder(order);
            askTable(order);
            return;
        }
        switch (situation.requester()) {
            case UNKNOWN -> reasons.add(REQUESTER_UNKNOWN);
            case INACTIVE, INACTIVE_INTERNAL_WITH_CASE -> reasons.add(REQUESTER_INACTIVE);
            case INACTIVE_INTERNAL -> reasons.addAll(List.of(REQUESTER_INACTIVE, INTERNAL_REQUESTER));
            case INTERNAL_OF_PARTNER -> reasons.add(INTERNAL_REQUESTER);
            default -> reasons.add(situation.ordersFound() > 1 ? ORDER_AMBIGUOUS : ORDER_NOT_FOUND);
        }
    }

    private void askAccount() {
        switch (situation.target()) {
            case NO_ACCOUNT -> reasons.add(ACCOUNT_NOT_FOUND);
            case SEVERAL_ACCOUNTS -> reasons.add(ACCOUNT_AMBIGUOUS);
            default -> {
                switch (situation.accountStatus()) {
                    case "ACTIVE" -> {}
                    case "PENDING" -> reasons.add(ACCOUNT_PENDING);
                    default -> reasons.add(ACCOUNT_NOT_ACTIVE);
                }
                refuse(VIRTUAL_ACCOUNT_NOT_FOUND, !situation.folderFound());
            }
        }
    }

    private void askOrder(OrderSample order) {
        refuse(CONFLICTING_REQUESTS, situation.conflicting());
        refuse(ORDER_KIND_NOT_ASSIGNABLE, order.kind() == Order.Kind.STOCKING);
        refuse(CURRENT_ACCOUNT_DIFFERS, order.expected() == Expected.ELSE);
        switch (order.status()) {
            case "SHIPPED" -> {}
            case "CANCELLED" -> reasons.add(ORDER_CANCELLED);
            default -> reasons.add(ORDER_NOT_SHIPPED);
        }
        switch (order.exportStatus()) {
            case "NONE" -> {}
            case "DENIED" -> reasons.add(EXPORT_DENIED);
            default -> reasons.add(EXPORT_HOLD);
        }
    }

    /** Section 3: the rows are where the order is, the columns where it shall go. */
    private void askTable(OrderSample order) {
        boolean toHolding = HOLDINGS.contains(situation.target());
        switch (order.spot()) {
            case NOWHERE -> refuse(ACCOUNT_IS_HOLDING, toHolding && !isOwn(situation.target().site, order));
            case CUSTOMER_FOLDER_1, CUSTOMER_FOLDER_2 -> refuse(ACCOUNT_IS_HOLDING, toHolding);
            case OTHER_CUSTOMER -> {
                refuse(JUSTIFICATION_REQUIRED, situation.target() == Target.CUSTOMER && !situation.justified());
                refuse(ACCOUNT_IS_HOLDING, toHolding);
            }
            case ACME_FOLDER_1, ACME_FOLDER_2, GLOBEX_FOLDER_2, NOBODYS_FOLDER_2 -> {
                refuse(HOLDING_ACCOUNT_NOT_YOURS, !isOwn(order.spot().site, order));
                refuse(ACCOUNT_IS_HOLDING, toHolding);
            }
        }
    }

    private void refuse(Reason reason, boolean applies) {
        if (applies) {
            reasons.add(reason);
        }
    }

    private boolean isOwn(@Nullable Site holding, OrderSample order) {
        Organization actsFor = switch (situation.requester()) {
            case INTERNAL_WITH_CASE -> order.partner();
            case OF_PARTNER -> Organization.ACME;
            case OTHER_WITH_ACCESS -> Organization.GLOBEX;
            default -> Organization.NOBODY;
        };
        return holding != null && holding.owner != Organization.NOBODY && holding.owner == actsFor;
    }
}
