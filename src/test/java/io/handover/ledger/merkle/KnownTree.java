package io.handover.ledger.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of known answers: eight leaves, which the reference implementation of Certificate Transparency has tested with
 * since RFC 6962 ({@code merkletree/merkle_tree_test.cc} of github.com/google/certificate-transparency), and which its
 * successors (github.com/transparency-dev/merkle, Chromium's {@code ct_log_verifier_unittest.cc}) test with still.
 */
final class KnownTree {
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private KnownTree() {}

    /** Returns the hashes of the first leaves. */
    static List<byte[]> leaves(int count) {
        return LEAVES.subList(0, count).stream()
                .map(leaf ->
                        MerkleTree.hashOfLeaf(ByteBuffer.wrap(HexFormat.of().parseHex(leaf))))
                .toList();
    }

    /** Returns the hashes of a proof, written with blanks between them. */
    static List<byte[]> proof(@Nullable String hashes) {
        return hashes == null
                ? List.of()
                : Arrays.stream(hashes.split(" ")).map(HexFormat.of()::parseHex).toList();
    }
}
