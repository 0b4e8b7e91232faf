package io.handover.run;

import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be done with a request file.
 *
 * @param requester stands in for a blank requester, folded; blank for none
 * @param terms null for a run that applies nothing
 * @param startedBy user of the operating system
 * @param again whether bytes that were handed in before are decided anew
 */
public record Commission(
        Path file,
        Mode mode,
        String requester,
        @Nullable AcceptedTerms terms,
        String startedBy,
        boolean again,
        RunSettings settings) {

    public Commission {
        if (mode != Mode.PREVIEW && terms == null) {
            throw new IllegalArgumentException("A run that applies needs terms that were accepted.");
        }
    }
}
