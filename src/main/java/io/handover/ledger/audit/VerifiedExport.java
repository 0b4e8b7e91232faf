package io.handover.ledger.audit;

import io.handover.ledger.Head;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of an export has found.
 *
 * @param runs that have rows in it
 * @param whole how many of these it has whole
 * @param head under which its rows are, if nothing is wrong; null when it cannot be read
 * @param faults how many
 * @param first of the faults
 */
public record VerifiedExport(
        long rows, int runs, int whole, @Nullable Head head, long faults, List<Fault> first) {
    public boolean isSound() {
        return faults == 0;
    }
}
