package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.merkle.ConsistencyProof;
import io.handover.ledger.merkle.InvalidProof;
import io.handover.ledger.merkle.StreamedProof;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A head that somebody has kept, and the proof that a log goes on from it. */
final class EarlierHead {
    private EarlierHead() {}

    /** Returns the proof that the log begins with its first so many leaves. */
    static List<byte[]> proof(long earlier, List<byte[]> log) {
        StreamedProof proof = ConsistencyProof.of(earlier, log.size());
        log.forEach(proof::add);
        return proof.hashes();
    }

    /** Returns what is wrong when a log does not go on from an earlier head. */
    static Optional<String> check(Head earlier, Head now, List<byte[]> log) {
        return earlier.size() > now.size()
                ? Optional.of(cutOff(earlier, now))
                : checkProof(earlier, now, proof(earlier.size(), log));
    }

    /** Returns what is wrong when a proof does not show that the log of one head goes on from an earlier one. */
    static Optional<String> checkProof(Head earlier, Head now, List<byte[]> proof) {
        if (earlier.size() > now.size()) {
            return Optional.of(cutOff(earlier, now));
        }
        HexFormat hex = HexFormat.of();
        try {
            ConsistencyProof.check(
                    earlier.size(), hex.parseHex(earlier.root()), now.size(), hex.parseHex(now.root()), proof);
            return Optional.empty();
        } catch (InvalidProof invalid) {
            return Optional.of("The log of " + now.size() + " runs does not go on from the head " + earlier.word()
                    + ": something before it was changed. " + invalid.getMessage());
        }
    }

    private static String cutOff(Head earlier, Head now) {
        return "The log has been cut off: it holds " + now.size() + " runs, and the head " + earlier.word()
                + " vouches for " + earlier.size() + ".";
    }
}
