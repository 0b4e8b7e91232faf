package io.handover.facts;

import java.util.List;

/**
 * What the feeds of one folder have changed.
 *
 * @param feeds those that were there, in the order in which they were applied
 * @param differing the first {@value #DIFFERING_LISTED} orders that differ, in the order of the feed; the summary of
 *     {@code orders.csv} counts all of them
 */
public record LoadedFacts(List<FeedSummary> feeds, List<DifferingOrder> differing) {
    static final int DIFFERING_LISTED = 100;

    public LoadedFacts {
        feeds = List.copyOf(feeds);
        differing = List.copyOf(differing);
    }
}
