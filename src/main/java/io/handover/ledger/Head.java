package io.handover.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of the log of runs: whoever keeps it can tell later whether anything before it was changed.
 *
 * @param size how many runs were sealed
 * @param root of the log, 64 hexadecimal digits
 * @param time when the last of them was sealed; null for none, and for a head of which only the rest is known
 */
public record Head(long size, String root, @Nullable Instant time) {
    /** Whether both vouch for the same; the time follows from that. */
    public boolean isSame(Head other) {
        return size == other.size && root.equals(other.root);
    }

    /** Returns it as people write it down: {@code SIZE:ROOT}. */
    public String word() {
        return size + ":" + root;
    }
}
