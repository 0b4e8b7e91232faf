package io.handover.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What has become of a request that a run deferred.
 *
 * @param line of the run's input on which the request starts, from 1
 * @param orderNumber as it was given
 * @param state {@link #WAITING}, or the status that ended it
 * @param codes the reasons against it when it was last decided, the primary one first
 * @param run the run that has decided it last
 */
public record DeferredFate(long line, String orderNumber, String state, List<String> codes, long run, Instant decided) {

    /** It is kept, and will be decided again. */
    public static final String WAITING = "WAITING";
}
