package io.handover.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What vouches for the outcomes of a run. Hashes are SHA-256, in hexadecimal digits.
 *
 * @param number place in the chain, from 1
 * @param outcomes how many outcomes are under the root
 * @param root Merkle tree hash of the outcomes
 * @param previous the seal before; null for the first
 * @param seal hash over the seal before, the run, the count and the root
 */
public record Seal(
        long number, int outcomes, String root, @Nullable String previous, String seal, Instant sealed) {}
