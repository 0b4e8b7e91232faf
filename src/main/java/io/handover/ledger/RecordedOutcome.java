package io.handover.ledger;

import io.handover.assignment.Account;
import io.handover.assignment.Order;
import io.handover.assignment.Place;
import io.handover.assignment.Reason;
import io.handover.assignment.Request;
import io.handover.assignment.Text;
import io.handover.assignment.VirtualAccount;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One outcome as the ledger holds it: all in words, so that nothing that feeds change later changes what it says. A
 * text is null where there is none. {@code docs/ledger-format.md} has the meaning of each.
 *
 * @param record which record of the run's input, from 1
 * @param line physical line of the input on which the record starts, from 1
 * @param decided when the transaction began that decided it, to the microsecond
 * @param orderNumber as the request has it
 * @param fromAccount domain of the account in which the order was
 * @param fromVirtualAccount name of the folder, folded, like {@code toVirtualAccount}
 * @param codes the reasons against it, the primary one first, joined by semicolons
 */
public record RecordedOutcome(
        long run,
        int record,
        long line,
        Instant decided,
        @Nullable String requester,
        @Nullable String reference,
        @Nullable String orderNumber,
        @Nullable String salesOrderNumber,
        @Nullable String webOrderNumber,
        @Nullable String fromAccount,
        @Nullable String fromVirtualAccount,
        @Nullable String toAccount,
        @Nullable String toVirtualAccount,
        String status,
        @Nullable String codes,
        @Nullable String message,
        @Nullable String justification,
        @Nullable String caseNumber) {

    static RecordedOutcome of(long run, Instant decided, Entry entry) {
        Request request = entry.request();
        Order order = entry.order();
        Place from = entry.from();
        return new RecordedOutcome(
                run,
                entry.record(),
                entry.line(),
                decided,
                nullIfBlank(request.requester()),
                nullIfBlank(entry.reference()),
                // Of a record with a wrong number of fields none can be trusted.
                request.miscounted() ? null : nullIfBlank(request.orderNumber()),
                order == null ? null : order.number(),
                order == null ? null : nullIfBlank(order.webNumber()),
                from == null ? null : domain(from.account()),
                from == null ? null : key(from.virtualAccount()),
                domain(entry.toAccount()),
                key(entry.toVirtualAccount()),
                entry.outcome().status().name(),
                entry.outcome().reasons().isEmpty()
                        ? null
                        : entry.outcome().reasons().stream().map(Reason::name).collect(Collectors.joining(";")),
                entry.outcome().message(),
                nullIfBlank(request.justification()),
                nullIfBlank(request.caseNumber()));
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String domain(@Nullable Account account) {
        return account == null ? null : account.domain();
    }

    private static @Nullable String key(@Nullable VirtualAccount virtualAccount) {
        return virtualAccount == null ? null : Text.fold(virtualAccount.name());
    }
}
