package io.handover.ledger.merkle;

/** A leaf of a selection. */
public final class GivenLeaf {
    private final long index;
    private final byte[] hash;

    /**
     * @param index in its tree, from 0
     * @param hash of the leaf, 32 bytes, which nobody changes any more
     */
    public GivenLeaf(long index, byte[] hash) {
        if (hash.length != NodeHash.BYTES) {
            throw new IllegalArgumentException("the hash of a leaf has 32 bytes, not " + hash.length);
        }
        this.index = index;
        this.hash = hash;
    }

    long index() {
        return index;
    }

    byte[] hash() {
        return hash;
    }
}
