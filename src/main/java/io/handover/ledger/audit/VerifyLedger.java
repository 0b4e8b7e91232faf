package io.handover.ledger.audit;

import io.handover.database.BinaryRows;
import io.handover.ledger.DetachedPeriods;
import io.handover.ledger.Head;
import io.handover.ledger.SealedRun;
import io.handover.ledger.SealedRuns;
import io.handover.ledger.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes every hash of the ledger anew out of what the tables say, and compares: the outcomes with their leaves, the
 * leaves with the root of their run, the runs with the log, and with an earlier head.
 */
@Component
public class VerifyLedger {
    private final SealedRuns runs;
    private final VerifyRun verifyRun;
    private final Strays strays;
    private final DetachedPeriods detachedPeriods;
    private final DataSource database;

    VerifyLedger(
            SealedRuns runs, VerifyRun verifyRun, Strays strays, DetachedPeriods detachedPeriods, DataSource database) {
        this.runs = runs;
        this.verifyRun = verifyRun;
        this.strays = strays;
        this.detachedPeriods = detachedPeriods;
        this.database = database;
    }

    /**
     * Verifies all that is sealed, in memory that does not grow with the outcomes.
     *
     * @param since a head from before, from which this ledger must go on; null for none
     * @param progress is told of outcomes that have been looked at
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verified verify(@Nullable Head since, LongConsumer progress) {
        BinaryRows.ask(database);
        Faults faults = new Faults();
        List<byte[]> log = new ArrayList<>();
        long outcomes = 0;
        long expected = 1;
        MerkleTree tree = new MerkleTree();
        Head head = Log.of(List.of()).head();
        for (SealedRun sealed : runs.all()) {
            for (; expected < sealed.number(); expected++) {
                faults.add(Fault.of("Seal " + expected + " of the log is missing."));
            }
            expected = sealed.number() + 1;
            outcomes += verifyRun.verify(sealed, faults, progress);
            log.add(sealed.leaf());
            tree.add(sealed.leaf());
            String root = HexFormat.of().formatHex(tree.copy().root());
            if (!root.equals(sealed.head())) {
                faults.add(Fault.ofRun(
                        sealed.run().id(),
                        "The head that was stored when the run was sealed is not that of the log up to there."));
            }
            head = new Head(log.size(), root, sealed.sealed());
        }
        strays.addTo(faults);
        if (since != null) {
            EarlierHead.check(since, head, log).ifPresent(fault -> faults.add(Fault.of(fault)));
        }
        return new Verified(log.size(), outcomes, head, detachedPeriods.all(), faults.count(), faults.first());
    }
}
