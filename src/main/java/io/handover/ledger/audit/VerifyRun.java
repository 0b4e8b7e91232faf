package io.handover.ledger.audit;

import io.handover.ledger.OutcomeLeaf;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.SealedOutcomes;
import io.handover.ledger.SealedOutcomes.Row;
import io.handover.ledger.SealedRun;
import io.handover.ledger.Tallies;
import io.handover.ledger.merkle.MerkleTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what the ledger holds of one run with what was sealed. */
@Component
class VerifyRun {
    private final SealedOutcomes outcomes;
    private final Tallies tallies;

    VerifyRun(SealedOutcomes outcomes, Tallies tallies) {
        this.outcomes = outcomes;
        this.tallies = tallies;
    }

    /** Adds what is wrong with the run to the faults, and returns how many outcomes it looked at. */
    long verify(SealedRun sealed, Faults faults, LongConsumer progress) {
        long run = sealed.run().id();
        if (!Arrays.equals(sealed.statement().leaf(), sealed.leaf())) {
            faults.add(Fault.ofRun(
                    run, "What is recorded of the run itself, or the root of its outcomes, is not what was sealed."));
        }
        if (sealed.detached()) {
            return 0;
        }
        OfRun check = new OfRun(sealed, faults);
        try (Stream<Row> rows = outcomes.of(run);
                Beside<Row> checking = new Beside<>(row -> {
                    check.next(row);
                    progress.accept(1);
                })) {
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                checking.add(each.next());
            }
            checking.end();
            check.end();
            if (!check.counts.equals(tallies.counted(run)) || requested(sealed) != check.rows) {
                faults.add(
                        Fault.ofRun(run, "The counts that were taken of its outcomes are not those of its outcomes."));
            }
            return check.rows;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int requested(SealedRun sealed) {
        Integer requested = sealed.run().requested();
        return requested == null ? 0 : requested;
    }

    /** The outcomes of one run, one after the other. */
    private static final class OfRun {
        private final SealedRun sealed;
        private final Faults faults;
        private final OutcomeLeaf leaf = new OutcomeLeaf();
        private final MerkleTree leaves = new MerkleTree();
        private final Map<Tallies.Kind, Integer> counts = new HashMap<>();
        private final long faultsBefore;
        private long rows;
        private int record;
        private @Nullable Long line;

        OfRun(SealedRun sealed, Faults faults) {
            this.sealed = sealed;
            this.faults = faults;
            this.faultsBefore = faults.count();
        }

        void next(Row row) {
            RecordedOutcome outcome = row.outcome();
            rows++;
            if (outcome.record() == record) {
                faults.add(of(outcome, "There is another outcome for the same request."));
            } else {
                missingBefore(outcome.record());
                if (outcome.record() > sealed.outcomes()) {
                    faults.add(of(
                            outcome,
                            "This outcome has been added: the run was sealed with " + sealed.outcomes() + "."));
                }
                record = outcome.record();
            }
            line = outcome.line();
            if (!Arrays.equals(leaf.hash(outcome), row.leaf())) {
                faults.add(of(outcome, "The outcome is not the one that was recorded."));
            }
            leaves.add(row.leaf());
            counts.merge(new Tallies.Kind(outcome.status(), primaryCode(outcome)), 1, Integer::sum);
        }

        void end() {
            missingBefore(sealed.outcomes() + 1);
            if (faults.count() == faultsBefore
                    && !HexFormat.of().formatHex(leaves.root()).equals(sealed.root())) {
                faults.add(Fault.ofRun(
                        sealed.run().id(),
                        "The outcomes do not make the root that was sealed: one of them was changed together with its"
                                + " hash. An export taken before tells which."));
            }
        }

        private void missingBefore(int next) {
            int missing = next - record - 1;
            if (missing > 0) {
                String after = line == null ? "" : ", after line " + line;
                faults.add(new Fault(
                        sealed.run().id(),
                        record + 1,
                        null,
                        missing == 1
                                ? "The outcome is missing" + after + "."
                                : missing + " outcomes are missing from here on" + after + "."));
            }
        }

        private static String primaryCode(RecordedOutcome outcome) {
            String codes = outcome.codes();
            return codes == null ? "" : codes.split(";", 2)[0];
        }

        private Fault of(RecordedOutcome outcome, String what) {
            return new Fault(sealed.run().id(), outcome.record(), outcome.line(), what);
        }
    }
}
