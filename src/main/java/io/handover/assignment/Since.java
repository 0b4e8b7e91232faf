package io.handover.assignment;

import org.jspecify.annotations.Nullable;

/**
 * What has happened to an order since an earlier run decided on it: for a request that was deferred then and is decided
 * again, and for a move that is to be taken back.
 *
 * @param run the earlier run
 * @param moved whether the order is not where that run left it
 * @param followed whether a later file has held a request for the order
 * @param expired whether the earlier run is longer ago than a deferred request may wait
 * @param lastMove null for an order that no run has moved yet
 */
public record Since(
        long run,
        boolean moved,
        boolean followed,
        boolean expired,
        @Nullable Move lastMove) {

    /**
     * A move that Handover made.
     *
     * @param run the run that made it
     * @param startedBy user of the operating system who started that run
     * @param requester e-mail address of who asked for the move; blank for nobody
     */
    public record Move(long run, String startedBy, String requester) {

        String inWords() {
            String started = "run " + run + ", which " + startedBy + " started";
            return requester.isEmpty() ? started : started + " and " + Message.quote(requester) + " asked for";
        }
    }

    /** Whether somebody has placed the order anew, be it where it was. */
    boolean placedAnew() {
        return moved || (lastMove != null && lastMove.run() != run);
    }
}
