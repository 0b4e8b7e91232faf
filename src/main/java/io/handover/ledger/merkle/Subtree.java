package io.handover.ledger.merkle;

/**
 * A tree or a part of one, cut in two where RFC 6962 section 2.1 cuts it.
 *
 * @param first number of its first leaf in the whole tree, from 0
 * @param leaves how many; only the whole tree can have none
 */
record Subtree(long first, long leaves) {
    Subtree {
        if (first < 0 || leaves < 0) {
            throw new IllegalArgumentException("no subtree has " + leaves + " leaves from " + first + " on");
        }
    }

    /** Returns the number of the first leaf after it. */
    long end() {
        return first + leaves;
    }

    Subtree left() {
        return new Subtree(first, leavesOnTheLeft());
    }

    Subtree right() {
        return new Subtree(first + leavesOnTheLeft(), leaves - leavesOnTheLeft());
    }

    /** The largest power of two smaller than the number of leaves, which must be two or more. */
    private long leavesOnTheLeft() {
        return Long.highestOneBit(leaves - 1);
    }
}
