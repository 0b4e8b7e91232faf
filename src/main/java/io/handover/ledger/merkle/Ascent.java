package io.handover.ledger.merkle;

/**
 * The way from a leaf up to the root, past the subtrees beside it, as the verifications of RFC 9162, sections 2.1.3.2
 * and 2.1.4.2, go it. {@code fn} and {@code sn} are the standard's: on each level, the number of the node that the way
 * has come to, and that of the last node.
 */
final class Ascent {
    private long fn;
    private long sn;

    /** @param leaf from 0 to {@code leaves} - 1 */
    Ascent(long leaf, long leaves) {
        fn = leaf;
        sn = leaves - 1;
    }

    boolean atRoot() {
        return sn == 0;
    }

    boolean siblingIsOnTheLeft() {
        return isRightChild() || fn == sn;
    }

    /** Goes to the node that is made of this one and its sibling; the last node of a level may have none for a while. */
    void passSibling() {
        if (fn == sn) {
            while (!isRightChild() && fn != 0) {
                rise();
            }
        }
        rise();
    }

    /** Goes up as long as the node is the second of two: to the largest full subtree that ends with the leaf. */
    void riseWhileRightChild() {
        while (isRightChild()) {
            rise();
        }
    }

    /** Whether the node begins with the first leaf of the tree. */
    boolean atLeftEdge() {
        return fn == 0;
    }

    private boolean isRightChild() {
        return (fn & 1) == 1;
    }

    private void rise() {
        fn >>= 1;
        sn >>= 1;
    }
}
