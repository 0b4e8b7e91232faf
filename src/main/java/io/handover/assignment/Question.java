package io.handover.assignment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request with its facts, and what follows from the two for who may know and do what. A requester who may not act
 * learns nothing of any order; an order that the requester may not see is not there.
 */
record Question(Request request, Facts facts) {

    /** Whether the requester may ask for anything at all. */
    boolean requesterMayAct() {
        Person requester = facts.requester();
        return requester != null && requester.active() && (!requester.internal() || request.namesCase());
    }

    /** Returns the one order that the request means and the requester may act on; null for none. */
    @Nullable
    Order visibleOrder() {
        Order order = facts.order();
        return order != null && requesterMayAct() && maySee(requester(), order) ? order : null;
    }

    /**
     * Returns the organization in whose place the requester acts on the order: the requester's own, or the order's
     * partner for an employee of the vendor.
     */
    String actingOrganization(Order order) {
        return requester().internal() ? order.partner() : requester().organization();
    }

    Order order() {
        return Objects.requireNonNull(facts.order());
    }

    Account account() {
        return Objects.requireNonNull(facts.account());
    }

    private Person requester() {
        return Objects.requireNonNull(facts.requester());
    }

    private static boolean maySee(Person requester, Order order) {
        boolean ofOrdersPartner = !order.partner().isEmpty() && order.partner().equals(requester.organization());
        return requester.internal() || ofOrdersPartner || order.accessGranted();
    }
}
