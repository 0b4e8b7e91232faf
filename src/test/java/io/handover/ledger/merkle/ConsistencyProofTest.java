package io.handover.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyProofTest {
    private static final int MOST_LEAVES = 40;

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, 1,
            1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 \
            5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
            6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
            6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a \
            ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 \
            d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
            2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
            bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
            """)
    void isTheProofThatTheStandardSays(int earlier, int leaves, @Nullable String proof) {
        List<byte[]> known = KnownTree.proof(proof);
        List<byte[]> tree = KnownTree.leaves(leaves);

        assertThat(proof(earlier, tree)).containsExactly(known.toArray(byte[][]::new));
        assertThat(proves(earlier, tree, known)).isTrue();
    }

    @Test
    void isTheProofOfTheDefinitionForEveryBeginningOfEveryTree() {
        for (int n = 0; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            for (int earlier = 0; earlier <= n; earlier++) {
                List<byte[]> proof = proof(earlier, tree);

                assertThat(proof)
                        .as("%d of %d", earlier, n)
                        .containsExactly(Definition.consistency(earlier, tree).toArray(byte[][]::new))
                        .hasSizeLessThanOrEqualTo(Definition.levels(n) + 1);
                assertThat(proves(earlier, tree, proof)).isTrue();
            }
        }
    }

    @Test
    void provesNoOtherBeginningAndNoForgery() {
        for (int n = 0; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            byte[] root = Definition.root(tree);
            for (int earlier = 0; earlier <= n; earlier++) {
                byte[] earlierRoot = Definition.root(tree.subList(0, earlier));
                List<byte[]> proof = Definition.consistency(earlier, tree);

                for (List<byte[]> forgery : Forgeries.of(proof)) {
                    assertThat(proves(earlier, earlierRoot, n, root, forgery)).isFalse();
                }
                assertThat(proves(earlier, Forgeries.altered(earlierRoot), n, root, proof))
                        .isFalse();
                for (int other = -1; other <= n + 1; other++) {
                    assertThat(proves(other, earlierRoot, n, root, proof)).isEqualTo(other == earlier);
                }
                if (earlier > 0) {
                    assertThat(proves(earlier, earlierRoot, n, Forgeries.altered(root), proof))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void saysWhyItRefuses() {
        List<byte[]> tree = Definition.leaves(7);
        byte[] earlier = Definition.root(tree.subList(0, 6));
        byte[] root = Definition.root(tree);
        List<byte[]> proof = Definition.consistency(6, tree);

        assertRefused(6, earlier, root, proof.subList(0, 2), "The proof is too short.");
        assertRefused(6, earlier, root, List.of(), "The proof is too short.");
        assertRefused(4, earlier, root, List.of(), "The proof is too short.");
        assertRefused(7, root, root, proof, "The proof is too long.");
        assertRefused(0, Definition.root(List.of()), root, proof, "The proof is too long.");
        assertRefused(8, earlier, root, proof, "A tree of 7 leaves cannot begin with one of 8.");
        assertRefused(-1, earlier, root, proof, "A tree of 7 leaves cannot begin with one of -1.");
        assertRefused(6, root, root, proof, "The proof does not lead to the root of the earlier tree.");
        assertRefused(0, root, root, List.of(), "The proof does not lead to the root of the earlier tree.");
        assertRefused(7, earlier, root, List.of(), "The proof does not lead to the root of the earlier tree.");
        assertRefused(6, earlier, earlier, proof, "The proof does not lead to the root of the later tree.");
        assertRefused(4, root, root, List.of(new byte[31]), "A hash of the proof has 31 bytes, not 32.");
    }

    @Test
    void isNotMadeOfABeginningThatIsLonger() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ConsistencyProof.of(6, 5));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ConsistencyProof.of(-1, 5));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1099511627775, 0", "1099511627776, 1", "1099511627777, 5", "549755813889, -1"})
    void reachesAcrossAMillionMillionLeaves(long earlier, long moreThanTwoToThe40) {
        long n = (1L << 40) + moreThanTwoToThe40;
        UniformTree tree = new UniformTree();
        List<byte[]> proof = ConsistencyProof.subtrees(earlier, n).stream()
                .map(subtree -> tree.root(subtree.leaves()))
                .toList();

        assertThatCode(() -> ConsistencyProof.check(earlier, tree.root(earlier), n, tree.root(n), proof))
                .doesNotThrowAnyException();
    }

    private static List<byte[]> proof(int earlier, List<byte[]> tree) {
        StreamedProof proof = ConsistencyProof.of(earlier, tree.size());
        tree.forEach(proof::add);
        return proof.hashes();
    }

    private static boolean proves(int earlier, List<byte[]> tree, List<byte[]> proof) {
        return proves(earlier, Definition.root(tree.subList(0, earlier)), tree.size(), Definition.root(tree), proof);
    }

    private static boolean proves(long earlier, byte[] earlierRoot, long leaves, byte[] root, List<byte[]> proof) {
        try {
            ConsistencyProof.check(earlier, earlierRoot, leaves, root, proof);
            return true;
        } catch (InvalidProof refused) {
            return false;
        }
    }

    private static void assertRefused(long earlier, byte[] earlierRoot, byte[] root, List<byte[]> proof, String why) {
        assertThatExceptionOfType(InvalidProof.class)
                .isThrownBy(() -> ConsistencyProof.check(earlier, earlierRoot, 7, root, proof))
                .withMessage(why);
    }
}
