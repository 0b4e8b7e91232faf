package io.handover.assignment;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the things that one request speaks of, at the moment when it is decided.
 *
 * @param requester null for an unknown one
 * @param ordersFound how many orders the number fits that the requester may see
 * @param order the one order that was found; null for none or several
 * @param accountsFound how many accounts the request's account fits
 * @param account the one account that was found; null for none or several
 * @param virtualAccount the one that the request names in that account, or its default; null for not found
 * @param conflicting whether other requests of the file send the order elsewhere
 * @param since null for a request that nobody has decided before
 */
public record Facts(
        @Nullable Person requester,
        int ordersFound,
        @Nullable Order order,
        int accountsFound,
        @Nullable Account account,
        @Nullable VirtualAccount virtualAccount,
        boolean conflicting,
        @Nullable Since since) {

    public Facts {
        if ((ordersFound == 1) != (order != null)) {
            throw new IllegalArgumentException("orders found: " + ordersFound + ", but order: " + order);
        }
        if ((accountsFound == 1) != (account != null)) {
            throw new IllegalArgumentException("accounts found: " + accountsFound + ", but account: " + account);
        }
    }

    /** Returns the same facts after the order has moved; the facts must have an order. */
    public Facts withOrderAt(Place place) {
        if (order == null) {
            throw new IllegalStateException("No order has moved.");
        }
        return new Facts(
                requester,
                ordersFound,
                order.movedTo(place),
                accountsFound,
                account,
                virtualAccount,
                conflicting,
                since);
    }

    /** Returns where the request sends its order; null when that does not resolve. */
    public @Nullable Place destination() {
        return account == null || virtualAccount == null ? null : new Place(account, virtualAccount);
    }
}
