package io.handover.ledger;

/**
 * What vouches for the outcomes of a run. Hashes are SHA-256, in hexadecimal digits.
 *
 * @param outcomes how many outcomes are under the root
 * @param root Merkle tree hash of the outcomes
 * @param head of the log with this run as its last
 */
public record Seal(int outcomes, String root, Head head) {}
