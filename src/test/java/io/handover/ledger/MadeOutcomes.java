package io.handover.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Outcomes as runs leave them, with texts that are hard to write down among them; the same for the same seed. */
final class MadeOutcomes {
    private static final List<String> AWKWARD = List.of(
            " ",
            "=1+1",
            "'=1+1",
            "one,two;three",
            "a \"quoted\" word",
            "line\r\nline",
            "\ttab",
            "back\\slash",
            "e\u0301",
            "\u2028",
            "\uFFFD\u0001\u007F",
            "süd 🍏",
            "null");

    private static final List<String> CODES = List.of(
            "EXPORT_HOLD",
            "ORDER_NOT_SHIPPED",
            "ORDER_NOT_SHIPPED;EXPORT_HOLD",
            "EXPORT_HOLD;ACCOUNT_PENDING",
            "ORDER_NOT_SHIPPED;EXPORT_HOLD;ACCOUNT_PENDING");

    private static final List<String> STATUSES =
            List.of("ASSIGNED", "ASSIGNED", "ASSIGNED", "UNCHANGED", "DEFERRED", "REJECTED", "NO_ORDER");

    private static final int DECIDED_TOGETHER = 500;

    private final Random random;
    private final Instant started;

    MadeOutcomes(long seed, Instant started) {
        this.random = new Random(seed);
        this.started = started;
    }

    /** Returns the next one, of the order with this id. */
    RecordedOutcome next(long run, int record, long order) {
        String kind = STATUSES.get(random.nextInt(STATUSES.size()));
        boolean refused = STATUSES.indexOf(kind) >= STATUSES.indexOf("DEFERRED");
        boolean found = !kind.equals("NO_ORDER");
        boolean from = found && random.nextInt(5) > 0;
        String number = SealedLedger.salesOrderNumber(order);
        return new RecordedOutcome(
                run,
                record,
                record + 1L + record / 7,
                started.plus((long) record / DECIDED_TOGETHER * 20_001 + 1, ChronoUnit.MICROS),
                random.nextInt(9) == 0 ? null : "anna." + random.nextInt(50) + "@borealis.example",
                some("PO-" + random.nextInt(10_000)),
                found ? number : some("4711"),
                found ? number : null,
                found ? some("WEB-" + order / 2) : null,
                from ? "holding.borealis.example" : null,
                from ? "default" : null,
                kind.equals("ASSIGNED") || random.nextBoolean() ? "mueller.example" : null,
                kind.equals("ASSIGNED") ? "werk süd" : null,
                found ? kind : "REJECTED",
                refused ? (found ? CODES.get(random.nextInt(CODES.size())) : "ORDER_NOT_FOUND") : null,
                refused ? "There is no order " + number + ", or " + awkward() : null,
                some("sold on"),
                some("CASE-1"));
    }

    private @Nullable String some(String usual) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> awkward();
            default -> usual;
        };
    }

    private String awkward() {
        return AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
}
