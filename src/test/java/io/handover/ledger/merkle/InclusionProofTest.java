package io.handover.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InclusionProofTest {
    private static final int MOST_LEAVES = 40;

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 1,
            0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 \
            5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
            6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
            5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b \
            ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 \
            d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
            2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
            1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d \
            5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
            bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
            """)
    void isThePathThatTheStandardSays(int leaf, int leaves, @Nullable String path) throws InvalidProof {
        List<byte[]> known = KnownTree.proof(path);
        List<byte[]> tree = KnownTree.leaves(leaves);

        assertThat(path(leaf, tree)).containsExactly(known.toArray(byte[][]::new));
        assertThat(InclusionProof.root(leaf, leaves, tree.get(leaf), known)).isEqualTo(Definition.root(tree));
    }

    @Test
    void isThePathOfTheDefinitionForEveryLeafOfEveryTree() throws InvalidProof {
        for (int n = 1; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            for (int leaf = 0; leaf < n; leaf++) {
                List<byte[]> path = path(leaf, tree);

                assertThat(path)
                        .as("leaf %d of %d", leaf, n)
                        .containsExactly(Definition.path(leaf, tree).toArray(byte[][]::new))
                        .hasSizeLessThanOrEqualTo(Definition.levels(n));
                assertThat(InclusionProof.root(leaf, n, tree.get(leaf), path)).isEqualTo(Definition.root(tree));
            }
        }
    }

    @Test
    void leadsToNoOtherLeafAndNoForgery() {
        for (int n = 1; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            for (int leaf = 0; leaf < n; leaf++) {
                List<byte[]> path = Definition.path(leaf, tree);

                for (List<byte[]> forgery : Forgeries.of(path)) {
                    assertThat(proves(leaf, tree, leaf, forgery)).isFalse();
                }
                for (int other = -1; other <= n; other++) {
                    assertThat(proves(other, tree, leaf, path)).isEqualTo(other == leaf);
                }
            }
        }
    }

    @Test
    void refusesWhatCannotBeAPath() {
        List<byte[]> tree = Definition.leaves(5);
        List<byte[]> path = Definition.path(1, tree);

        assertRefused(1, path.subList(0, 2), "The proof is too short.");
        assertRefused(4, path.subList(0, 2), "The proof is too long.");
        assertRefused(
                1, List.of(new byte[33], new byte[32], new byte[31]), "A hash of the proof has 33 bytes, not 32.");
        assertRefused(5, path, "A tree of 5 leaves has no leaf 5.");
        assertRefused(-1, path, "A tree of 5 leaves has no leaf -1.");
    }

    @Test
    void isMadeOfAllLeavesOrNotAtAll() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> InclusionProof.of(5, 5));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> InclusionProof.of(-1, 5));
        for (int passed : List.of(0, 4, 6)) {
            StreamedProof proof = InclusionProof.of(1, 5);
            Definition.leaves(passed).forEach(proof::add);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(proof::hashes)
                    .withMessage("The tree has 5 leaves, and " + passed + " have passed.");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1099511627775, 0", "1099511627776, 1", "1099511627775, 3", "549755813888, -1"})
    void reachesAcrossAMillionMillionLeaves(long leaf, long moreThanTwoToThe40) throws InvalidProof {
        long n = (1L << 40) + moreThanTwoToThe40;
        UniformTree tree = new UniformTree();
        List<byte[]> path = InclusionProof.siblings(leaf, n).stream()
                .map(subtree -> tree.root(subtree.leaves()))
                .toList();

        assertThat(InclusionProof.root(leaf, n, UniformTree.LEAF, path)).isEqualTo(tree.root(n));
    }

    private static List<byte[]> path(int leaf, List<byte[]> tree) {
        StreamedProof proof = InclusionProof.of(leaf, tree.size());
        tree.forEach(proof::add);
        return proof.hashes();
    }

    /** Whether the hash of one leaf and a path lead to the root from the place of another, or the same. */
    private static boolean proves(int place, List<byte[]> tree, int leaf, List<byte[]> path) {
        try {
            byte[] root = InclusionProof.root(place, tree.size(), tree.get(leaf), path);
            return Arrays.equals(root, Definition.root(tree));
        } catch (InvalidProof refused) {
            return false;
        }
    }

    private static void assertRefused(long leaf, List<byte[]> path, String why) {
        assertThatExceptionOfType(InvalidProof.class)
                .isThrownBy(() -> InclusionProof.root(leaf, 5, UniformTree.LEAF, path))
                .withMessage(why);
    }
}
