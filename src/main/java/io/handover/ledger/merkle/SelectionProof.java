package io.handover.ledger.merkle;

import java.util.function.Consumer;

/**
 * Makes the proof of a selection: the hashes of the largest subtrees in which no leaf is given, from left to right. The
 * leaves of the tree pass by once, and need not be counted before. Keeps at most one hash for each level of the tree.
 */
public final class SelectionProof {
    private final Consumer<byte[]> proof;
    private final Subtrees sinceLastGiven = new Subtrees();
    private long leaves;

    /** @param proof takes the hashes, 32 bytes each, as soon as no later leaf can change them */
    public SelectionProof(Consumer<byte[]> proof) {
        this.proof = proof;
    }

    /** Takes the hash of the next leaf, 32 bytes. */
    public void offer(byte[] hashOfLeaf, boolean given) {
        leaves++;
        if (given) {
            // It is in the right half of every subtree of which one of these is the left: they are the largest.
            sinceLastGiven.moveTo(proof);
        } else {
            sinceLastGiven.add(hashOfLeaf);
        }
        // As in MerkleTree, except that a subtree whose left neighbour has given leaves cannot be joined with it.
        for (long rest = leaves; (rest & 1) == 0; rest >>= 1) {
            if (sinceLastGiven.count() > 1) {
                sinceLastGiven.joinLastTwo();
            } else {
                sinceLastGiven.moveTo(proof);
            }
        }
    }

    /** Hands over the last hash, if one is left. There are no more leaves. */
    public void end() {
        if (leaves == 0) {
            proof.accept(MerkleTree.rootOfNoLeaves());
        }
        sinceLastGiven.joinAll();
        sinceLastGiven.moveTo(proof);
    }
}
