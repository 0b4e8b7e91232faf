package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.OutcomeLeaf;
import io.handover.ledger.Statement;
import io.handover.ledger.audit.ProveOutcomes.Proof;
import io.handover.ledger.merkle.InclusionProof;
import io.handover.ledger.merkle.InclusionProof.Step;
import io.handover.ledger.merkle.InvalidProof;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A proof as a page to check by hand, and as a line for programs. */
public final class ProofPage {
    private static final HexFormat HEX = HexFormat.of();

    private ProofPage() {}

    /** Returns the JSON object of {@code docs/ledger-format.md}, "The proof of one outcome", and a line end. */
    public static String inOneLine(Proof proof) {
        Head head = proof.head();
        return "{\"outcome\":%s,\"statement\":%s,\"head\":{\"size\":%d,\"root\":\"%s\",\"time\":\"%s\"},\"in_run\":%s,\"in_log\":%s}\n"
                .formatted(
                        new OutcomeLeaf().text(proof.outcome()),
                        proof.statement().text(),
                        head.size(),
                        head.root(),
                        time(head),
                        list(proof.inRun()),
                        list(proof.inLog()));
    }

    /** Returns every hash on the way from the outcome to the head, with what it is made of. */
    public static String inWords(Proof proof) {
        OutcomeLeaf leaf = new OutcomeLeaf();
        Statement statement = proof.statement();
        StringBuilder page = new StringBuilder();
        page.append("%nThe outcome of record %d (line %d) of run %d:%n%s%n"
                .formatted(
                        proof.outcome().record(),
                        proof.outcome().line(),
                        proof.outcome().run(),
                        leaf.text(proof.outcome())));
        way(
                page,
                proof.outcome().record() - 1L,
                statement.outcomes(),
                leaf.hash(proof.outcome()),
                proof.inRun(),
                "root of the run");
        page.append("The statement of the run, number %d of the log:%n%s%n"
                .formatted(statement.number(), statement.text()));
        way(page, statement.number() - 1, proof.head().size(), statement.leaf(), proof.inLog(), "root of the log");
        page.append("The head: %s  %s%n".formatted(proof.head().word(), time(proof.head())));
        return page.toString();
    }

    private static void way(StringBuilder page, long index, long leaves, byte[] hash, List<byte[]> path, String end) {
        page.append("  %s  SHA-256(00, that text): leaf %d of %d%n".formatted(HEX.formatHex(hash), index + 1, leaves));
        try {
            for (Step step : InclusionProof.steps(index, leaves, hash, path)) {
                String sibling = HEX.formatHex(step.sibling());
                page.append("  %s  SHA-256(01, %s)%n"
                        .formatted(
                                HEX.formatHex(step.result()),
                                step.siblingIsOnTheLeft() ? sibling + ", the one above" : "the one above, " + sibling));
            }
        } catch (InvalidProof invalid) {
            throw new IllegalStateException("A proof of the ledger's own does not hold.", invalid);
        }
        page.append("    is the ").append(end).append(System.lineSeparator());
    }

    private static String time(Head head) {
        return head.time() == null ? "" : Statement.text(head.time());
    }

    private static String list(List<byte[]> hashes) {
        return hashes.stream().map(hash -> '"' + HEX.formatHex(hash) + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
