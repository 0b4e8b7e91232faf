package io.handover.ledger.audit;

import io.handover.ledger.DetachedPeriods.Detached;
import io.handover.ledger.Head;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param runs that were looked at
 * @param outcomes that were looked at
 * @param head under which they are, if nothing is wrong
 * @param detached months whose outcomes were not looked at, because they are said to be elsewhere
 * @param faults how many
 * @param first of the faults
 */
public record Verified(long runs, long outcomes, Head head, List<Detached> detached, long faults, List<Fault> first) {
    public boolean isSound() {
        return faults == 0;
    }
}
