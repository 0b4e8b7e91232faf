package io.handover.ledger;

import io.handover.assignment.Account;
import io.handover.assignment.Order;
import io.handover.assignment.Outcome;
import io.handover.assignment.Place;
import io.handover.assignment.Request;
import io.handover.assignment.VirtualAccount;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what became of a request.
 *
 * @param orderKey what the request was sorted by: the order's id, or the record with a minus
 * @param record which record of the run's input, from 1
 * @param line physical line of the input on which the record starts, from 1
 * @param reference the requester's own; blank for none
 * @param order the order that the request meant, where it was; null for none that the requester may see
 * @param toAccount where the request sends the order, as far as that resolves
 */
public record Entry(
        long orderKey,
        int record,
        long line,
        Request request,
        String reference,
        Outcome outcome,
        @Nullable Order order,
        @Nullable Account toAccount,
        @Nullable VirtualAccount toVirtualAccount) {

    @Nullable
    Place from() {
        return order == null ? null : order.place();
    }
}
