package io.handover.run;

import io.handover.ledger.RejectionLimit;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be done.
 *
 * @param over what the run is over
 * @param terms null for a preview, which applies nothing
 * @param startedBy user of the operating system
 */
public record Commission(Over over, @Nullable AcceptedTerms terms, String startedBy, RunSettings settings) {

    public Commission {
        if (over instanceof Deferred && terms == null) {
            throw new IllegalArgumentException(
                    "What is deferred is decided in earnest, and that needs accepted terms.");
        }
    }

    Mode mode() {
        if (terms == null) {
            return Mode.PREVIEW;
        }
        return over instanceof MovesOf ? Mode.UNDO : Mode.APPLY;
    }

    /** What a run is over. */
    public sealed interface Over permits RequestFile, Deferred, MovesOf {}

    /**
     * A request file.
     *
     * @param requester stands in for a blank requester, folded; blank for none
     * @param again whether bytes that were handed in before are decided anew
     * @param maxRejected how many requests may be rejected before nothing is applied; null for any number
     */
    public record RequestFile(
            Path path,
            String requester,
            boolean again,
            @Nullable RejectionLimit maxRejected) implements Over {}

    /**
     * All requests that wait.
     *
     * @param limit for how long they may
     */
    public record Deferred(Duration limit) implements Over {}

    /** All that a run has moved. */
    public record MovesOf(long run) implements Over {}
}
