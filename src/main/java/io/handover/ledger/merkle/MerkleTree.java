package io.handover.ledger.merkle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hash of a growing list, as RFC 6962 section 2.1 defines it over SHA-256. Keeps one hash for each full subtree
 * that is not yet part of a larger one: at most 32 for two thousand million leaves.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = DigestUtils.getSha256Digest();
    private final Deque<byte[]> fullSubtrees = new ArrayDeque<>();
    private long leaves;

    /** Returns the hash of a leaf, 32 bytes. */
    public static byte[] hashOfLeaf(ByteBuffer leaf) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(LEAF);
        sha256.update(leaf);
        return sha256.digest();
    }

    /** Adds a leaf, by its hash, after those that are there. */
    public void add(byte[] hashOfLeaf) {
        fullSubtrees.push(hashOfLeaf);
        leaves++;
        // Two neighbouring subtrees of the same size make one of twice the size: once for each trailing zero.
        for (long rest = leaves; (rest & 1) == 0; rest >>= 1) {
            joinLastTwo();
        }
    }

    public long leaves() {
        return leaves;
    }

    /** Returns the root over all leaves, 32 bytes; the tree takes no more leaves after that. */
    public byte[] root() {
        if (fullSubtrees.isEmpty()) {
            return sha256.digest();
        }
        while (fullSubtrees.size() > 1) {
            joinLastTwo();
        }
        return fullSubtrees.peek().clone();
    }

    private void joinLastTwo() {
        byte[] right = fullSubtrees.pop();
        byte[] left = fullSubtrees.pop();
        sha256.update(NODE);
        sha256.update(left);
        fullSubtrees.push(sha256.digest(right));
    }
}
