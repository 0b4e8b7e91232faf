package io.handover.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The proof that a tree begins with all leaves of an earlier one. */
public final class ConsistencyProof {
    private ConsistencyProof() {}

    /**
     * Begins PROOF(earlier, D[leaves]) of RFC 6962, section 2.1.2: at most ceil(log2(leaves)) + 1 hashes; none when
     * there is nothing to prove, because the earlier tree has no leaves or all of them.
     *
     * @param earlier how many leaves the earlier tree has, from 0 to {@code leaves}
     */
    public static StreamedProof of(long earlier, long leaves) {
        if (earlier < 0 || earlier > leaves) {
            throw new IllegalArgumentException("a tree of " + leaves + " leaves cannot begin with one of " + earlier);
        }
        return new StreamedProof(leaves, subtrees(earlier, leaves));
    }

    /**
     * Checks a proof (RFC 9162, section 2.1.4.2).
     *
     * @param earlierRoot of the first {@code earlier} leaves, as it was known then
     * @param root of all {@code leaves} of them, as it is said to be now
     */
    public static void check(long earlier, byte[] earlierRoot, long leaves, byte[] root, List<byte[]> proof)
            throws InvalidProof {
        if (earlier < 0 || earlier > leaves) {
            throw new InvalidProof("A tree of " + leaves + " leaves cannot begin with one of " + earlier + ".");
        }
        ProofHashes hashes = new ProofHashes(proof.iterator());
        // Without anything to prove, these are the only roots that there can be.
        byte[] provedEarlier = earlier == 0 ? MerkleTree.rootOfNoLeaves() : root;
        byte[] proved = root;
        if (0 < earlier && earlier < leaves) {
            NodeHash node = new NodeHash();
            Ascent way = new Ascent(earlier - 1, leaves);
            way.riseWhileRightChild();
            provedEarlier = way.atLeftEdge() ? earlierRoot : hashes.next();
            for (proved = provedEarlier; !way.atRoot(); way.passSibling()) {
                byte[] sibling = hashes.next();
                if (way.siblingIsOnTheLeft()) {
                    provedEarlier = node.of(sibling, provedEarlier);
                    proved = node.of(sibling, proved);
                } else {
                    proved = node.of(proved, sibling);
                }
            }
        }
        hashes.end();
        if (!Arrays.equals(provedEarlier, earlierRoot)) {
            throw new InvalidProof("The proof does not lead to the root of the earlier tree.");
        }
        if (!Arrays.equals(proved, root)) {
            throw new InvalidProof("The proof does not lead to the root of the later tree.");
        }
    }

    static Collection<Subtree> subtrees(long earlier, long leaves) {
        Deque<Subtree> nearestFirst = new ArrayDeque<>();
        if (earlier == 0) {
            return nearestFirst;
        }
        Subtree tree = new Subtree(0, leaves);
        while (tree.end() != earlier) {
            boolean endsOnTheLeft = earlier <= tree.left().end();
            nearestFirst.push(endsOnTheLeft ? tree.right() : tree.left());
            tree = endsOnTheLeft ? tree.left() : tree.right();
        }
        // At the left edge this is the earlier tree itself, and whoever checks has its root.
        if (tree.first() > 0) {
            nearestFirst.push(tree);
        }
        return nearestFirst;
    }
}
