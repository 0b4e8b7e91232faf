package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.ledger.SealedLedger;
import io.handover.ledger.SealedRuns;
import io.handover.ledger.audit.ProveOutcomes.Proof;
import io.handover.ledger.merkle.ConsistencyProof;
import io.handover.ledger.merkle.InclusionProof;
import io.handover.ledger.merkle.MerkleTree;
import io.handover.ledger.merkle.StreamedProof;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long proofs are: at most 2·log2(n) hashes. Of a proof of an outcome n is how many outcomes the ledger has, two at
 * least. In its run of r outcomes the path is at most ceil(log2(r)) long, and in the log of l runs ceil(log2(l)); while
 * each other run has an outcome, r + l − 1 is no more than n, and so both together are within the limit. Of a proof that
 * one head goes on from another n is how many runs the log has.
 */
class ProofLengthTest {
    private static final int OUTCOMES = 6_000;

    private static SealedLedger ledger;

    @BeforeAll
    static void makeLedger() {
        ledger = new SealedLedger(OUTCOMES, 6, ProveOutcomes.class);
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void provesOutcomesOfRunsOfEverySizeInFewHashes() throws Exception {
        Map<Long, Integer> sizes = SealedLedger.runs(OUTCOMES);
        List<Long> seen = new ArrayList<>();
        for (int order : new int[] {1, 2, 3, 640, 896, 897, 999, 1_000, 2_048, 4_000, 4_096, 4_097}) {
            for (Proof proof : ledger.get(ProveOutcomes.class).of(SealedLedger.salesOrderNumber(order))) {
                int size = sizes.getOrDefault(proof.outcome().run(), 0);
                seen.add(proof.outcome().run());
                assertThat(proof.inRun()).hasSizeLessThanOrEqualTo(ceilOfLog2(size));
                assertThat(proof.inLog()).hasSizeLessThanOrEqualTo(ceilOfLog2(sizes.size()));
                assertThat(proof.inRun().size() + proof.inLog().size()).isLessThanOrEqualTo(limit(OUTCOMES));
                assertProves(proof, size);
            }
        }
        assertThat(seen).contains(4L, 5L, 7L).containsAnyOf(1L, 2L, 3L);
    }

    private static void assertProves(Proof proof, int size) throws Exception {
        byte[] root = InclusionProof.root(
                proof.outcome().record() - 1L, size, SealedLedger.leaf(proof.outcome()), proof.inRun());
        assertThat(HexFormat.of().formatHex(root)).isEqualTo(proof.statement().root());
        byte[] head = InclusionProof.root(
                proof.statement().number() - 1,
                proof.head().size(),
                proof.statement().leaf(),
                proof.inLog());
        assertThat(HexFormat.of().formatHex(head)).isEqualTo(proof.head().root());
    }

    @Test
    void provesEveryEarlierHeadInFewHashes() {
        List<byte[]> log = Log.of(ledger.get(SealedRuns.class).all()).leaves();
        for (int earlier = 1; earlier <= log.size(); earlier++) {
            assertThat(EarlierHead.proof(earlier, log)).hasSizeLessThanOrEqualTo(limit(log.size()));
        }
    }

    static Stream<Arguments> logs() {
        Random random = new Random(6);
        return Stream.of(2, 3, 4, 5, 7, 8, 9, 1_000, 1_023, 1_024, 1_025, 4_097, 100_000)
                .flatMap(leaves -> random.ints(8, 1, leaves).mapToObj(earlier -> Arguments.of(earlier, leaves)));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void provesPartsOfLogsOfManySizesInFewHashes(int earlier, int leaves) {
        byte[] leaf = MerkleTree.hashOfLeaf(ByteBuffer.wrap(new byte[] {1}));
        for (StreamedProof proof : List.of(ConsistencyProof.of(earlier, leaves), InclusionProof.of(earlier, leaves))) {
            for (int at = 0; at < leaves; at++) {
                proof.add(leaf);
            }
            assertThat(proof.hashes()).hasSizeLessThanOrEqualTo(limit(leaves));
        }
    }

    /** Returns 2·log2(n), rounded down. */
    private static int limit(int n) {
        return (int) (2 * Math.log(n) / Math.log(2) + 1e-9);
    }

    private static int ceilOfLog2(int n) {
        return 32 - Integer.numberOfLeadingZeros(n - 1);
    }
}
