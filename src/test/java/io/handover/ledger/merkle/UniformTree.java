package io.handover.ledger.merkle;

import java.util.HashMap;
import java.util.Map;

/** A tree whose leaves all have the same hash, so that its root is known however many there are. */
final class UniformTree {
    static final byte[] LEAF = new byte[NodeHash.BYTES];

    private final Map<Long, byte[]> roots = new HashMap<>();

    byte[] root(long leaves) {
        byte[] known = roots.get(leaves);
        if (known != null) {
            return known;
        }
        Subtree tree = new Subtree(0, leaves);
        byte[] root = leaves == 1
                ? LEAF
                : Definition.node(root(tree.left().leaves()), root(tree.right().leaves()));
        roots.put(leaves, root);
        return root;
    }
}
