package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.SealedRun;
import io.handover.ledger.merkle.MerkleTree;
import io.handover.ledger.merkle.SelectionProof;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The log of runs as the tables have it at one moment.
 *
 * @param leaves one for each of the runs, 32 bytes
 */
record Log(List<SealedRun> runs, List<byte[]> leaves, Head head) {

    static Log of(List<SealedRun> runs) {
        List<byte[]> leaves = runs.stream().map(SealedRun::leaf).toList();
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return new Log(
                runs,
                leaves,
                new Head(
                        leaves.size(),
                        HexFormat.of().formatHex(tree.root()),
                        runs.isEmpty() ? null : runs.get(runs.size() - 1).sealed()));
    }

    /** Returns the months that are no longer in the ledger, {@code 2025-01}, in their order. */
    List<String> detached() {
        return runs.stream()
                .filter(SealedRun::detached)
                .map(each -> each.period().toString().substring(0, 7))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the proof of some of the runs. */
    List<byte[]> proofOf(List<SealedRun> given) {
        Set<Long> numbers = new HashSet<>(given.stream().map(SealedRun::number).toList());
        List<byte[]> hashes = new ArrayList<>();
        SelectionProof proof = new SelectionProof(hashes::add);
        runs.forEach(each -> proof.offer(each.leaf(), numbers.contains(each.number())));
        proof.end();
        return hashes;
    }
}
