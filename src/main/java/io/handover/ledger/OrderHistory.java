package io.handover.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order is, and what was asked and done about it, oldest first.
 *
 * @param accountDomain null for in no account
 * @param lines order lines
 * @param licences pieces over all lines
 */
public record OrderHistory(
        String salesOrderNumber,
        String webOrderNumber,
        String kind,
        String status,
        String exportStatus,
        String partner,
        @Nullable String accountDomain,
        @Nullable String virtualAccount,
        int lines,
        long licences,
        List<Event> history) {

    /**
     * One outcome in which the order took part.
     *
     * @param mode of the run: a preview has moved nothing
     * @param fromAccount null for in no account
     */
    public record Event(
            Instant decided,
            long run,
            String mode,
            long line,
            String status,
            List<String> codes,
            @Nullable String message,
            @Nullable String fromAccount,
            @Nullable String fromVirtualAccount,
            @Nullable String toAccount,
            @Nullable String toVirtualAccount,
            String requester,
            String startedBy,
            @Nullable String reference,
            @Nullable String justification,
            @Nullable String caseNumber) {}
}
