package io.handover.ledger.audit;

import io.handover.ledger.DetachedPeriods;
import io.handover.ledger.DetachedPeriods.Detached;
import io.handover.ledger.SealedRun;
import io.handover.ledger.SealedRuns;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a month that is long over out of the ledger: exports all of it, verifies the export, and only then lets the
 * database detach it. Its seals stay, and with them every head goes on proving what it proved.
 */
@Component
public class DetachPeriod {
    private static final String NOT_OVER_FOR_LONG = """
            SELECT (:period::date + interval '1 month') AT TIME ZONE 'UTC' > now() - interval '720 hours'
            """;

    private static final String RUNS_THAT_ARE_NEEDED = """
            SELECT r.id
            FROM runs r
            LEFT JOIN seals s ON s.run_id = r.id
            WHERE r.period = :period
              AND (r.status NOT IN ('COMPLETED', 'REFUSED') OR (s.run_id IS NOT NULL AND r.pruned IS NULL))
            ORDER BY r.id
            """;

    private final JdbcClient database;
    private final SealedRuns runs;
    private final DetachedPeriods detachedPeriods;
    private final ExportLedger exportLedger;

    DetachPeriod(JdbcClient database, SealedRuns runs, DetachedPeriods detachedPeriods, ExportLedger exportLedger) {
        this.database = database;
        this.runs = runs;
        this.detachedPeriods = detachedPeriods;
        this.exportLedger = exportLedger;
    }

    /**
     * Detaches the month.
     *
     * @param progress is told of outcomes that have been written, and then of those that have been verified
     * @throws IllegalArgumentException with a sentence, when the month has to stay
     * @throws IllegalStateException when the export does not verify
     */
    public Exported detach(YearMonth month, ExportForm form, Path file, LongConsumer progress) {
        List<SealedRun> ofMonth = requireDetachable(month);
        Exported exported = exportLedger.export(
                LedgerQuery.ofRuns(ofMonth.stream().map(each -> each.run().id()).toList()), form, file, null, progress);
        VerifiedExport verified = VerifyExport.verify(file, exported.head(), progress);
        long outcomes = ofMonth.stream().mapToLong(SealedRun::outcomes).sum();
        if (!verified.isSound() || verified.rows() != outcomes || verified.whole() != verified.runs()) {
            throw new IllegalStateException("The export of " + month + " is not what was sealed, so the month stays: "
                    + (verified.isSound()
                            ? "outcomes are missing."
                            : verified.first().get(0)));
        }
        detachedPeriods.detach(new Detached(month, String.valueOf(file.getFileName()), exported.sha256()));
        return exported;
    }

    /** Returns the runs of a month that can be detached. */
    private List<SealedRun> requireDetachable(YearMonth month) {
        LocalDate period = month.atDay(1);
        if (database.sql(NOT_OVER_FOR_LONG)
                .param("period", period)
                .query(Boolean.class)
                .single()) {
            throw new IllegalArgumentException(month + " stays in the ledger until 30 days after its end.");
        }
        List<SealedRun> ofMonth =
                runs.all().stream().filter(each -> each.period().equals(period)).toList();
        if (ofMonth.isEmpty() || ofMonth.get(0).detached()) {
            throw new IllegalArgumentException("The ledger has no outcomes of " + month
                    + (ofMonth.isEmpty() ? "." : " any more: they were detached."));
        }
        List<Long> needed = database.sql(RUNS_THAT_ARE_NEEDED)
                .param("period", period)
                .query((row, number) -> row.getLong(1))
                .list();
        if (!needed.isEmpty()) {
            throw new IllegalArgumentException(month + " stays in the ledger: of its runs these are not over, or not"
                    + " pruned (see prune --help): " + needed);
        }
        return ofMonth;
    }
}
