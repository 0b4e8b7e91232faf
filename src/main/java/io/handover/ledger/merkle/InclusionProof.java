package io.handover.ledger.merkle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The audit path of one leaf: the hashes of the subtrees beside its way to the root, the nearest first. */
public final class InclusionProof {
    private InclusionProof() {}

    /**
     * Begins PATH(leaf, D[leaves]) of RFC 6962, section 2.1.1: at most ceil(log2(leaves)) hashes.
     *
     * @param leaf from 0 to {@code leaves} - 1
     */
    public static StreamedProof of(long leaf, long leaves) {
        if (leaf < 0 || leaf >= leaves) {
            throw new IllegalArgumentException("a tree of " + leaves + " leaves has no leaf " + leaf);
        }
        return new StreamedProof(leaves, siblings(leaf, leaves));
    }

    /**
     * Returns the root that a leaf and its path lead to (RFC 9162, section 2.1.3.2): the leaf is in the tree when that
     * is the tree's.
     */
    public static byte[] root(long leaf, long leaves, byte[] hashOfLeaf, List<byte[]> path) throws InvalidProof {
        List<Step> steps = steps(leaf, leaves, hashOfLeaf, path);
        return steps.isEmpty() ? hashOfLeaf : steps.get(steps.size() - 1).result();
    }

    /**
     * One step of the way from a leaf to the root.
     *
     * @param sibling a hash of the path
     * @param result the hash over the two
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: hashes to be shown.
    public record Step(byte[] sibling, boolean siblingIsOnTheLeft, byte[] result) {}

    /** Returns the steps by which a leaf and its path lead to a root; none for the only leaf of a tree. */
    public static List<Step> steps(long leaf, long leaves, byte[] hashOfLeaf, List<byte[]> path) throws InvalidProof {
        if (leaf < 0 || leaf >= leaves) {
            throw new InvalidProof("A tree of " + leaves + " leaves has no leaf " + leaf + ".");
        }
        ProofHashes hashes = new ProofHashes(path.iterator());
        NodeHash node = new NodeHash();
        List<Step> steps = new ArrayList<>();
        byte[] last = hashOfLeaf;
        for (Ascent way = new Ascent(leaf, leaves); !way.atRoot(); way.passSibling()) {
            byte[] sibling = hashes.next();
            boolean onTheLeft = way.siblingIsOnTheLeft();
            last = onTheLeft ? node.of(sibling, last) : node.of(last, sibling);
            steps.add(new Step(sibling, onTheLeft, last));
        }
        hashes.end();
        return steps;
    }

    static Collection<Subtree> siblings(long leaf, long leaves) {
        Deque<Subtree> nearestFirst = new ArrayDeque<>();
        Subtree tree = new Subtree(0, leaves);
        while (tree.leaves() > 1) {
            boolean isOnTheLeft = leaf < tree.left().end();
            nearestFirst.push(isOnTheLeft ? tree.right() : tree.left());
            tree = isOnTheLeft ? tree.left() : tree.right();
        }
        return nearestFirst;
    }
}
