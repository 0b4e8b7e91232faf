package io.handover.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody wants to see. Null for what does not matter.
 *
 * @param atWork whether a process works on the run
 * @param requester who stands in for a blank requester, folded
 * @param file a part of the input's name
 * @param since the runs started then or later
 * @param until the runs started before that
 * @param before the runs come after this one in a list that begins with the latest
 */
public record RunFilter(
        Run.@Nullable Status status,
        @Nullable Boolean atWork,
        @Nullable String requester,
        @Nullable String file,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Run before) {

    public static final RunFilter ALL = new RunFilter(null, null, null, null, null, null, null);
}
