package io.handover.report;

import io.handover.facts.DifferingOrder;
import io.handover.facts.FeedSummary;
import io.handover.facts.LoadedFacts;
import java.util.Locale;

/** What feeds have changed, in words. */
public final class FactsSummary {
    private FactsSummary() {}

    /** Returns what each feed did, and the first of the orders that differ. */
    public static String inWords(LoadedFacts facts) {
        StringBuilder text = new StringBuilder(table(facts));
        long differing =
                facts.feeds().stream().mapToLong(FeedSummary::differing).sum();
        if (differing > 0) {
            text.append(
                    String.format("Orders that the feed places elsewhere than Handover did; they were left there:%n"));
            facts.differing().forEach(order -> text.append(inWords(order)));
        }
        if (differing > facts.differing().size()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  and %,d more%n",
                    differing - facts.differing().size()));
        }
        return text.toString();
    }

    /** Returns what each feed did, a line each. */
    public static String table(LoadedFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-22s %10s %10s %10s %10s %10s%n",
                "Facts loaded", "lines", "inserted", "updated", "unchanged", "differing"));
        for (FeedSummary feed : facts.feeds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-20s %,10d %,10d %,10d %,10d %,10d%n",
                    feed.file(),
                    feed.lines(),
                    feed.inserted(),
                    feed.updated(),
                    feed.unchanged(),
                    feed.differing()));
        }
        return text.toString();
    }

    private static String inWords(DifferingOrder order) {
        return String.format(
                Locale.ROOT,
                "  %s: %s in the feed, %s / %s since run %d%n",
                order.salesOrderNumber(),
                order.feedAccount().isEmpty() ? "no account" : order.feedAccount() + " / " + order.feedVirtualAccount(),
                order.account(),
                order.virtualAccount(),
                order.assignedByRun());
    }
}
