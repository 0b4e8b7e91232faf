package io.handover.ledger.merkle;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Makes the root of a tree out of some of its leaves and their proof, both read once. */
public final class SelectionRoot {
    private final long leaves;
    private final Iterator<GivenLeaf> given;
    private final ProofHashes proof;
    private final NodeHash node = new NodeHash();
    private @Nullable GivenLeaf nextGiven;

    private SelectionRoot(long leaves, Iterator<GivenLeaf> given, Iterator<byte[]> proof) {
        this.leaves = leaves;
        this.given = given;
        this.proof = new ProofHashes(proof);
    }

    /**
     * Returns the root that given leaves and their proof lead to: they are in the tree, each at its index, when that is
     * the tree's.
     *
     * @param leaves how many the tree has
     * @param given with rising indexes
     * @param proof as {@link SelectionProof} makes it
     */
    public static byte[] of(long leaves, Iterator<GivenLeaf> given, Iterator<byte[]> proof) throws InvalidProof {
        if (leaves < 0) {
            throw new InvalidProof("No tree has " + leaves + " leaves.");
        }
        SelectionRoot selection = new SelectionRoot(leaves, given, proof);
        selection.takeGiven(-1);
        byte[] root = selection.root(new Subtree(0, leaves));
        selection.proof.end();
        return root;
    }

    private byte[] root(Subtree tree) throws InvalidProof {
        GivenLeaf leaf = nextGiven;
        if (leaf == null || leaf.index() >= tree.end()) {
            return proof.next();
        }
        if (tree.leaves() == 1) {
            takeGiven(leaf.index());
            return leaf.hash();
        }
        byte[] left = root(tree.left());
        return node.of(left, root(tree.right()));
    }

    private void takeGiven(long lastIndex) throws InvalidProof {
        nextGiven = given.hasNext() ? given.next() : null;
        if (nextGiven == null) {
            return;
        }
        if (nextGiven.index() < 0 || nextGiven.index() >= leaves) {
            throw new InvalidProof("A tree of " + leaves + " leaves has no leaf " + nextGiven.index() + ".");
        }
        if (nextGiven.index() <= lastIndex) {
            throw new InvalidProof("Leaf " + nextGiven.index() + " is given after leaf " + lastIndex + ".");
        }
    }
}
