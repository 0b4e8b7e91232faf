package io.handover.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Hashes of subtrees side by side, none larger than the one before it: one a level at most when two alike are joined. */
final class Subtrees {
    private final NodeHash node = new NodeHash();
    private final Deque<byte[]> rightToLeft = new ArrayDeque<>();

    int count() {
        return rightToLeft.size();
    }

    void add(byte[] hash) {
        rightToLeft.push(hash);
    }

    /** Adds those of another, in their order. */
    void addAll(Subtrees others) {
        rightToLeft.addAll(others.rightToLeft);
    }

    void joinLastTwo() {
        byte[] right = rightToLeft.pop();
        byte[] left = rightToLeft.pop();
        rightToLeft.push(node.of(left, right));
    }

    /** Makes one subtree of all, as at the right edge of a tree; of none, none. */
    void joinAll() {
        while (rightToLeft.size() > 1) {
            joinLastTwo();
        }
    }

    /** Hands all over, from left to right, and keeps none. */
    void moveTo(Consumer<byte[]> leftToRight) {
        while (!rightToLeft.isEmpty()) {
            leftToRight.accept(rightToLeft.removeLast());
        }
    }

    byte[] last() {
        return rightToLeft.getFirst();
    }
}
