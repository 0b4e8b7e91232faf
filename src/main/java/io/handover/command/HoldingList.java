package io.handover.command;

import io.handover.assignment.Text;
import io.handover.ledger.WaitingOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What waits in holding accounts, in words: a line for each partner, and the first of the orders. */
final class HoldingList {
    private static final int SHOWN = 50;
    /** In code points: a code or number that is longer is cut off on a terminal. */
    private static final int LENGTH = 100;

    private final Instant now;
    private final Map<String, Share> partners = new LinkedHashMap<>();
    private final List<WaitingOrder> first = new ArrayList<>();
    private long orders;
    private long licences;

    HoldingList(Instant now) {
        this.now = now;
    }

    /** What one partner has there, and the first order told of, which is the oldest. */
    private record Share(long orders, long licences, WaitingOrder oldest) {
        Share and(Share more) {
            return new Share(orders + more.orders, licences + more.licences, oldest);
        }
    }

    /** Adds an order; those of a partner come the oldest first. */
    void add(WaitingOrder order) {
        partners.merge(order.partner(), new Share(1, order.licences(), order), Share::and);
        if (first.size() < SHOWN) {
            first.add(order);
        }
        orders++;
        licences += order.licences();
    }

    String inWords() {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("Waiting in holding accounts: orders: %,d, licences: %,d%n", orders, licences);
        if (orders == 0) {
            return text.toString();
        }
        text.format("  %-20s %10s %12s  %s%n", "partner", "orders", "licences", "the oldest waits");
        partners.forEach((partner, share) -> text.format(
                "  %-20s %,10d %,12d  %s%n",
                partner.isEmpty() ? "(none)" : shown(partner), share.orders(), share.licences(), age(share.oldest())));
        text.format("%n  %-20s %-20s %12s  %-30s %s%n", "order", "partner", "licences", "account", "waits");
        first.forEach(order -> text.format(
                "  %-20s %-20s %,12d  %-30s %s%n",
                shown(order.orderNumber()),
                order.partner().isEmpty() ? "(none)" : shown(order.partner()),
                order.licences(),
                shown(order.account()),
                age(order)));
        if (orders > first.size()) {
            text.format(
                    "and %,d more: --json lists them all, --out FILE writes them to a file%n", orders - first.size());
        }
        return text.toString();
    }

    private String age(WaitingOrder order) {
        return String.format(
                Locale.ROOT,
                order.orEarlier() ? "at least %,d days, since %s or earlier" : "%,d days, since %s",
                Math.max(0, Duration.between(order.since(), now).toDays()),
                order.since().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String shown(String value) {
        return Text.excerpt(value, LENGTH);
    }
}
