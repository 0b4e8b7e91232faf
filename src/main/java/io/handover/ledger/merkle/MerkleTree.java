package io.handover.ledger.merkle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hash of a growing list, as RFC 6962 section 2.1 defines it over SHA-256. Keeps one hash for each full subtree
 * that is not yet part of a larger one: at most 32 for two thousand million leaves.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;

    private final Subtrees fullSubtrees = new Subtrees();
    private long leaves;

    /** Returns the hash of a leaf, 32 bytes. */
    public static byte[] hashOfLeaf(ByteBuffer leaf) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(LEAF);
        sha256.update(leaf);
        return sha256.digest();
    }

    /** Returns the root of a tree without leaves, 32 bytes. */
    public static byte[] rootOfNoLeaves() {
        return DigestUtils.getSha256Digest().digest();
    }

    /** Adds a leaf, by its hash, after those that are there. */
    public void add(byte[] hashOfLeaf) {
        fullSubtrees.add(hashOfLeaf);
        leaves++;
        // Two neighbouring subtrees of the same size make one of twice the size: once for each trailing zero.
        for (long rest = leaves; (rest & 1) == 0; rest >>= 1) {
            fullSubtrees.joinLastTwo();
        }
    }

    /** Returns the same tree once more: one of them can take more leaves while the other gives its root. */
    public MerkleTree copy() {
        MerkleTree copy = new MerkleTree();
        copy.fullSubtrees.addAll(fullSubtrees);
        copy.leaves = leaves;
        return copy;
    }

    public long leaves() {
        return leaves;
    }

    /** Returns the root over all leaves, 32 bytes; the tree takes no more leaves after that. */
    public byte[] root() {
        if (leaves == 0) {
            return rootOfNoLeaves();
        }
        fullSubtrees.joinAll();
        return fullSubtrees.last().clone();
    }
}
