package io.handover.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of the log of runs: whoever keeps it can tell later whether anything before it was changed.
 *
 * @param size how many runs were sealed
 * @param root of the log, 64 hexadecimal digits
 * @param time when the last of them was sealed; null for none
 */
public record Head(long size, String root, @Nullable Instant time) {}
