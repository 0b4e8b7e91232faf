package io.handover.ledger.merkle;

/**
 * A leaf of a selection.
 *
 * @param index in its tree, from 0
 * @param hash of the leaf, 32 bytes
 */
public record GivenLeaf(long index, byte[] hash) {
    public GivenLeaf {
        if (hash.length != NodeHash.BYTES) {
            throw new IllegalArgumentException("the hash of a leaf has 32 bytes, not " + hash.length);
        }
    }
}
