package io.handover.nightly;

import io.handover.ledger.Run.AcceptedTerms;
import io.handover.run.Commission;
import io.handover.run.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/**
 * How a pass is to be carried out.
 *
 * @param startedBy user of the operating system
 * @param expireAfter for how long a deferred request may wait
 * @param settle for how long a file must not have changed before it is taken for whole
 * @param workers how many threads decide and apply
 * @param zone by which the archive's folders are dated
 */
public record PassOptions(
        AcceptedTerms terms, String startedBy, Duration expireAfter, Duration settle, int workers, ZoneId zone) {
    Commission commission(Commission.Over over, Path reports) {
        return new Commission(
                over, terms, startedBy, new RunSettings(null, null, RunSettings.MAX_RECORDS, workers, reports, false));
    }
}
