package io.handover.ledger;

import java.time.Instant;
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
        @Nullable String caseNumber) {}
