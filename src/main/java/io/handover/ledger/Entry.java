package io.handover.ledger;

import io.handover.assignment.Outcome;
import io.handover.assignment.Place;
import io.handover.assignment.Request;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what became of a request.
 *
 * @param record which record of the run's input, from 1
 * @param line physical line of the input on which the record starts, from 1
 * @param reference the requester's own; blank for none
 * @param order the order that the request meant; null for none that the requester may see
 * @param from where the order was; null for in no account
 * @param toAccount where the request sends the order, as far as that resolves
 */
public record Entry(
        int record,
        long line,
        Request request,
        String reference,
        Outcome outcome,
        @Nullable Long order,
        @Nullable Place from,
        @Nullable Integer toAccount,
        @Nullable Integer toVirtualAccount) {}
