package io.handover.ledger.merkle;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * A proof in the making: the hashes of some subtrees of a tree, none in another, out of the tree's leaves, which pass by
 * once. Keeps about two hashes for each level of the tree.
 */
public final class StreamedProof {
    private final long leaves;
    private final List<Part> parts;
    private final Iterator<Part> leftToRight;
    private Part part;
    private long passed;

    /** @param subtrees in the order of the proof */
    StreamedProof(long leaves, Collection<Subtree> subtrees) {
        this.leaves = leaves;
        parts = subtrees.stream().map(Part::new).toList();
        leftToRight = parts.stream()
                .sorted(Comparator.comparingLong(part -> part.subtree.first()))
                .iterator();
        part = nextPart();
    }

    /** Takes the hash of the next leaf, 32 bytes. */
    public void add(byte[] hashOfLeaf) {
        if (passed == part.subtree.end()) {
            part = nextPart();
        }
        if (passed >= part.subtree.first()) {
            part.tree.add(hashOfLeaf);
        }
        passed++;
    }

    /** Returns the hashes, 32 bytes each, in the standard's order. */
    public List<byte[]> hashes() {
        if (passed != leaves) {
            throw new IllegalStateException("The tree has " + leaves + " leaves, and " + passed + " have passed.");
        }
        return parts.stream().map(part -> part.tree.root()).toList();
    }

    /** Returns the next part, or one that no leaf reaches. */
    private Part nextPart() {
        return leftToRight.hasNext() ? leftToRight.next() : new Part(new Subtree(Long.MAX_VALUE, 0));
    }

    private static final class Part {
        private final Subtree subtree;
        private final MerkleTree tree = new MerkleTree();

        Part(Subtree subtree) {
            this.subtree = subtree;
        }
    }
}
