package io.handover.assignment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param reasons all that is against it, primary one first; none for ASSIGNED and UNCHANGED
 * @param message the reasons in words; null when there are none
 */
public record Outcome(
        Status status, List<Reason> reasons, @Nullable String message) {

    /** The four ways in which a request can end. */
    public enum Status {
        /** The order was moved to the destination. */
        ASSIGNED,
        /** The order was there already. */
        UNCHANGED,
        /** Every reason against it can clear by itself. */
        DEFERRED,
        /** Someone must change the request or the facts. */
        REJECTED
    }

    static final Outcome ASSIGNED = new Outcome(Status.ASSIGNED, List.of(), null);
    static final Outcome UNCHANGED = new Outcome(Status.UNCHANGED, List.of(), null);

    public Outcome {
        if (reasons.isEmpty() != (status == Status.ASSIGNED || status == Status.UNCHANGED)
                || reasons.isEmpty() != (message == null)) {
            throw new IllegalArgumentException(status + " for " + reasons + ": " + message);
        }
    }
}
