package io.handover.ledger.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The definitions of RFC 6962, section 2.1, and that of a selection's proof in docs/ledger-format.md, word for word, over
 * lists of the hashes of leaves.
 */
final class Definition {
    private Definition() {}

    /** Leaves that all differ: the number of each, in eight bytes. */
    static List<byte[]> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DigestUtils.sha256(
                        ByteBuffer.allocate(9).put((byte) 0).putLong(i).array()))
                .toList();
    }

    static byte[] root(List<byte[]> leaves) {
        int n = leaves.size();
        return switch (n) {
            case 0 -> DigestUtils.sha256(new byte[0]);
            case 1 -> leaves.get(0);
            default -> node(root(leaves.subList(0, k(n))), root(leaves.subList(k(n), n)));
        };
    }

    static byte[] node(byte[] left, byte[] right) {
        return DigestUtils.sha256(
                ByteBuffer.allocate(65).put((byte) 1).put(left).put(right).array());
    }

    static List<byte[]> path(int m, List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return List.of();
        }
        int k = k(n);
        return m < k
                ? followedBy(path(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
                : followedBy(path(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
    }

    static List<byte[]> consistency(int m, List<byte[]> leaves) {
        return m == 0 ? List.of() : subproof(m, leaves, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> leaves, boolean complete) {
        int n = leaves.size();
        if (m == n) {
            return complete ? List.of() : List.of(root(leaves));
        }
        int k = k(n);
        return m <= k
                ? followedBy(subproof(m, leaves.subList(0, k), complete), root(leaves.subList(k, n)))
                : followedBy(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
    }

    static List<byte[]> selection(List<byte[]> leaves, IntPredicate given) {
        List<byte[]> proof = new ArrayList<>();
        addSelection(leaves, 0, leaves.size(), given, proof);
        return proof;
    }

    private static void addSelection(List<byte[]> leaves, int first, int n, IntPredicate given, List<byte[]> proof) {
        if (IntStream.range(first, first + n).noneMatch(given)) {
            proof.add(root(leaves.subList(first, first + n)));
        } else if (n > 1) {
            addSelection(leaves, first, k(n), given, proof);
            addSelection(leaves, first + k(n), n - k(n), given, proof);
        }
    }

    /** The smallest number of levels below the root that hold n leaves: ceil(log2 n). */
    static int levels(int n) {
        int levels = 0;
        while (1 << levels < n) {
            levels++;
        }
        return levels;
    }

    private static int k(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> followedBy(List<byte[]> hashes, byte[] hash) {
        List<byte[]> all = new ArrayList<>(hashes);
        all.add(hash);
        return all;
    }
}
