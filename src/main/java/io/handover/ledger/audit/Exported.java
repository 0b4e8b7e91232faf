package io.handover.ledger.audit;

import io.handover.ledger.Head;
import java.util.List;

/**
 * What an export holds.
 *
 * @param file where it is, and likewise {@code manifest}
 * @param runs that have rows in it
 * @param whole how many of these it has whole
 * @param sha256 of the file, 64 hexadecimal digits
 * @param head under which all of it is proved
 * @param detached months that are no longer in the ledger, {@code 2025-01}
 */
public record Exported(
        String file,
        String manifest,
        long rows,
        int runs,
        int whole,
        long bytes,
        String sha256,
        Head head,
        List<String> detached) {}
