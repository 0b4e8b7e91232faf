package io.handover.facts;

/**
 * What became of the lines of one feed.
 *
 * @param file name of the feed, without its folder
 * @param lines records of the feed: those that were inserted, updated and unchanged together
 * @param differing orders that Handover has assigned and that the feed places elsewhere; they were left where they are,
 *     whatever else of them was updated
 */
public record FeedSummary(String file, long lines, long inserted, long updated, long unchanged, long differing) {
    public FeedSummary {
        if (lines != inserted + updated + unchanged || unchanged < 0 || differing < 0) {
            throw new IllegalArgumentException("%s: %d lines are not %d inserted + %d updated + %d unchanged"
                    .formatted(file, lines, inserted, updated, unchanged));
        }
    }
}
