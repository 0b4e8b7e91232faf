package io.handover.ledger.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of which the source system and Handover say different things.
 *
 * @param feedLine physical line of {@code orders.csv} on which they tell of it, from 1; null when they do not
 * @param feedAccount domain of the account in which they have it; null for none, and so is their virtual account
 * @param account domain of the account in which Handover has it; null for none, and so is its virtual account
 * @param assignedByRun the last run that moved it; null when none ever did
 * @param left the last move away from where they have it; null when the ledger has none
 * @param last what became of the last request about it in a run that applied something; null when there was none
 */
public record Finding(
        FindingKind kind,
        String orderNumber,
        String webOrderNumber,
        @Nullable Long feedLine,
        @Nullable String feedAccount,
        @Nullable String feedVirtualAccount,
        @Nullable String account,
        @Nullable String virtualAccount,
        @Nullable Long assignedByRun,
        @Nullable Departure left,
        @Nullable LastOutcome last) {

    public Finding {
        if (kind == FindingKind.THEIRS_IS_OLDER && left == null) {
            throw new IllegalArgumentException("order %s: older than what?".formatted(orderNumber));
        }
    }

    /** A move away from a place: a line of a run's input. */
    public record Departure(Instant decided, long run, long line) {}

    /**
     * What became of a request.
     *
     * @param codes the reasons against it, the primary one first
     * @param toAccount where it would have sent the order, as far as that resolved
     */
    public record LastOutcome(
            String status,
            List<String> codes,
            @Nullable String message,
            @Nullable String toAccount,
            @Nullable String toVirtualAccount,
            long run,
            long line,
            Instant decided,
            String requester,
            @Nullable String reference) {
        public LastOutcome {
            codes = List.copyOf(codes);
        }
    }
}
