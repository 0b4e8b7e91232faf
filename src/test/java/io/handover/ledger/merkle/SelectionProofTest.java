package io.handover.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionProofTest {
    private static final int MOST_LEAVES = 10;

    @Test
    void isTheProofOfTheDefinitionForEverySelectionOfEveryTree() throws InvalidProof {
        for (int n = 0; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            for (BitSet given : selections(n)) {
                assertIsTheProofOfTheDefinition(tree, given);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 500, 990, 1_000})
    void isTheProofOfTheDefinitionForRandomSelections(int givenOfAThousand) throws InvalidProof {
        Random random = new Random(givenOfAThousand);
        for (int round = 0; round < 20; round++) {
            List<byte[]> tree = Definition.leaves(1 + random.nextInt(3_000));
            assertIsTheProofOfTheDefinition(tree, randomSelection(tree.size(), givenOfAThousand, random));
        }
    }

    @Test
    void isThePathOfOneLeafFromLeftToRight() {
        List<byte[]> tree = Definition.leaves(13);

        assertThat(proof(tree, BitSet.valueOf(new long[] {1 << 9})))
                .containsExactlyInAnyOrder(Definition.path(9, tree).toArray(byte[][]::new))
                .first()
                .isEqualTo(Definition.root(tree.subList(0, 8)));
    }

    @Test
    void leadsToTheRootWithNothingElse() {
        for (int n = 0; n <= MOST_LEAVES; n++) {
            List<byte[]> tree = Definition.leaves(n);
            for (BitSet given : selections(n)) {
                List<GivenLeaf> leaves = given(tree, given);
                List<byte[]> proof = Definition.selection(tree, given::get);

                for (List<byte[]> forgery : Forgeries.of(proof)) {
                    assertThat(proves(tree, leaves, forgery)).isFalse();
                }
                for (int i = 0; i < leaves.size(); i++) {
                    GivenLeaf leaf = leaves.get(i);
                    assertThat(proves(tree, without(leaves, i), proof)).isFalse();
                    for (int index = -1; index <= n; index++) {
                        assertThat(proves(tree, with(leaves, i, new GivenLeaf(index, leaf.hash())), proof))
                                .isEqualTo(index == leaf.index());
                    }
                    GivenLeaf altered = new GivenLeaf(leaf.index(), Forgeries.altered(leaf.hash()));
                    assertThat(proves(tree, with(leaves, i, altered), proof)).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 500, 990})
    void leadsToTheRootWithNothingElseInLargerTrees(int givenOfAThousand) {
        Random random = new Random(givenOfAThousand);
        for (int round = 0; round < 5; round++) {
            List<byte[]> tree = Definition.leaves(500 + random.nextInt(2_500));
            BitSet given = randomSelection(tree.size(), givenOfAThousand, random);
            List<GivenLeaf> leaves = given(tree, given);
            List<byte[]> proof = Definition.selection(tree, given::get);
            List<List<byte[]>> forgeries = Forgeries.of(proof.subList(0, Math.min(proof.size(), 4)));

            for (List<byte[]> forgery : forgeries) {
                List<byte[]> forged = new ArrayList<>(forgery);
                forged.addAll(proof.subList(Math.min(proof.size(), 4), proof.size()));
                assertThat(proves(tree, leaves, forged)).isFalse();
            }
        }
    }

    @Test
    void handsHashesOverAsSoonAsNothingCanChangeThem() {
        Random random = new Random(6962);
        List<byte[]> tree = Definition.leaves(300);
        BitSet given = randomSelection(tree.size(), 100, random);
        List<byte[]> proof = new ArrayList<>();
        SelectionProof maker = new SelectionProof(proof::add);

        for (int leaf = 0; leaf < tree.size(); leaf++) {
            maker.offer(tree.get(leaf), given.get(leaf));
            if (given.get(leaf)) {
                int passed = leaf;
                // What comes after a given leaf is in no hash together with what came before.
                List<byte[]> sofar = Definition.selection(tree, other -> other >= passed || given.get(other));
                assertThat(proof).containsExactly(sofar.toArray(byte[][]::new));
            }
        }
    }

    @Test
    void refusesWhatIsNotGivenInOrderOrNotInTheTree() {
        byte[] hash = UniformTree.LEAF;
        List<byte[]> proof = List.of(hash, hash, hash);

        assertRefused(5, indexes(1, 1), proof, "Leaf 1 is given after leaf 1.");
        assertRefused(5, indexes(1, 3, 2), proof, "Leaf 2 is given after leaf 3.");
        assertRefused(5, indexes(1, 5), proof, "A tree of 5 leaves has no leaf 5.");
        assertRefused(5, indexes(-1, 1), proof, "A tree of 5 leaves has no leaf -1.");
        assertRefused(5, indexes(0, 1, 2, 3, 4, 5), List.of(), "A tree of 5 leaves has no leaf 5.");
        assertRefused(0, indexes(0), List.of(), "A tree of 0 leaves has no leaf 0.");
        assertRefused(-1, indexes(), proof, "No tree has -1 leaves.");
        assertRefused(5, indexes(1), List.of(hash, hash), "The proof is too short.");
        assertRefused(5, indexes(), List.of(), "The proof is too short.");
        assertRefused(5, indexes(2, 3), proof, "The proof is too long.");
        assertRefused(5, indexes(), List.of(new byte[64]), "A hash of the proof has 64 bytes, not 32.");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new GivenLeaf(0, new byte[31]));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-1", "5"})
    void reachesAcrossAMillionMillionLeaves(long moreThanTwoToThe40) throws InvalidProof {
        long n = (1L << 40) + moreThanTwoToThe40;
        UniformTree tree = new UniformTree();
        long[] given = {0, 1, (1L << 39) - 1, 1L << 39, n - 1};
        List<byte[]> proof = new ArrayList<>();
        addProof(tree, new Subtree(0, n), given, proof);

        assertThat(SelectionRoot.of(n, indexes(given), proof.iterator())).isEqualTo(tree.root(n));
        assertThat(proof).hasSizeLessThanOrEqualTo(given.length * 41);
    }

    private static void addProof(UniformTree tree, Subtree subtree, long[] given, List<byte[]> proof) {
        if (LongStream.of(given).noneMatch(leaf -> leaf >= subtree.first() && leaf < subtree.end())) {
            proof.add(tree.root(subtree.leaves()));
        } else if (subtree.leaves() > 1) {
            addProof(tree, subtree.left(), given, proof);
            addProof(tree, subtree.right(), given, proof);
        }
    }

    private static void assertIsTheProofOfTheDefinition(List<byte[]> tree, BitSet given) throws InvalidProof {
        List<byte[]> proof = proof(tree, given);

        assertThat(proof)
                .as("%s of %d", given, tree.size())
                .containsExactly(Definition.selection(tree, given::get).toArray(byte[][]::new))
                .hasSizeLessThanOrEqualTo(given.isEmpty() ? 1 : given.cardinality() * Definition.levels(tree.size()));
        assertThat(SelectionRoot.of(tree.size(), given(tree, given).iterator(), proof.iterator()))
                .isEqualTo(Definition.root(tree));
    }

    private static List<byte[]> proof(List<byte[]> tree, BitSet given) {
        List<byte[]> proof = new ArrayList<>();
        SelectionProof maker = new SelectionProof(proof::add);
        for (int leaf = 0; leaf < tree.size(); leaf++) {
            maker.offer(tree.get(leaf), given.get(leaf));
        }
        maker.end();
        return proof;
    }

    private static boolean proves(List<byte[]> tree, List<GivenLeaf> given, List<byte[]> proof) {
        try {
            byte[] root = SelectionRoot.of(tree.size(), given.iterator(), proof.iterator());
            return Arrays.equals(root, Definition.root(tree));
        } catch (InvalidProof refused) {
            return false;
        }
    }

    private static void assertRefused(long leaves, Iterator<GivenLeaf> given, List<byte[]> proof, String why) {
        assertThatExceptionOfType(InvalidProof.class)
                .isThrownBy(() -> SelectionRoot.of(leaves, given, proof.iterator()))
                .withMessage(why);
    }

    private static Iterator<GivenLeaf> indexes(long... indexes) {
        return LongStream.of(indexes)
                .mapToObj(index -> new GivenLeaf(index, UniformTree.LEAF))
                .iterator();
    }

    private static List<GivenLeaf> given(List<byte[]> tree, BitSet given) {
        return given.stream()
                .mapToObj(leaf -> new GivenLeaf(leaf, tree.get(leaf)))
                .toList();
    }

    private static List<BitSet> selections(int leaves) {
        return LongStream.range(0, 1L << leaves)
                .mapToObj(bits -> BitSet.valueOf(new long[] {bits}))
                .toList();
    }

    private static BitSet randomSelection(int leaves, int givenOfAThousand, Random random) {
        BitSet given = new BitSet();
        for (int leaf = 0; leaf < leaves; leaf++) {
            given.set(leaf, random.nextInt(1_000) < givenOfAThousand);
        }
        return given;
    }

    private static List<GivenLeaf> with(List<GivenLeaf> leaves, int at, GivenLeaf leaf) {
        List<GivenLeaf> changed = new ArrayList<>(leaves);
        changed.set(at, leaf);
        return changed;
    }

    private static List<GivenLeaf> without(List<GivenLeaf> leaves, int at) {
        List<GivenLeaf> changed = new ArrayList<>(leaves);
        changed.remove(at);
        return changed;
    }
}
