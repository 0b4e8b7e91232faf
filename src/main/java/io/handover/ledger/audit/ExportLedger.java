package io.handover.ledger.audit;

import io.handover.database.BinaryRows;
import io.handover.files.WholeFile;
import io.handover.ledger.Head;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.SealedOutcomes;
import io.handover.ledger.SealedRun;
import io.handover.ledger.SealedRuns;
import io.handover.ledger.merkle.SelectionProof;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what an auditor asks for into a file, and beside it a manifest that proves it. */
@Component
public class ExportLedger {
    private final SealedRuns runs;
    private final SealedOutcomes outcomes;
    private final QueriedOutcomes queried;
    private final DataSource database;

    ExportLedger(SealedRuns runs, SealedOutcomes outcomes, QueriedOutcomes queried, DataSource database) {
        this.runs = runs;
        this.outcomes = outcomes;
        this.queried = queried;
        this.database = database;
    }

    /** Returns where the manifest of an export is. */
    public static Path manifestOf(Path export) {
        return export.resolveSibling(export.getFileName() + ".manifest.json");
    }

    /**
     * Writes both files, as of one moment, in memory that does not grow with the outcomes.
     *
     * @param since a head from before, from which the ledger is proved to go on; null for none
     * @param progress is told of outcomes that have been written
     * @throws NotTheSameLedger when the ledger does not go on from that head
     * @throws io.handover.files.UnwrittenFile when one of the files cannot be written
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Exported export(LedgerQuery query, ExportForm form, Path file, @Nullable Head since, LongConsumer progress) {
        BinaryRows.ask(database);
        Log log = Log.of(runs.all());
        if (since != null) {
            EarlierHead.check(since, log.head(), log.leaves()).ifPresent(fault -> {
                throw new NotTheSameLedger(fault);
            });
        }
        List<Chosen> chosen = choose(query, log.runs());
        List<String> detached = log.detached();
        Exported[] exported = new Exported[1];
        WholeFile.write(manifestOf(file), out -> {
            ExportManifest manifest = new ExportManifest(out);
            manifest.begin(query, log.head(), detached);
            if (since != null) {
                manifest.goesOnFrom(since, EarlierHead.proof(since.size(), log.leaves()));
            }
            manifest.beginRuns();
            String sha256 = WholeFile.write(file, rows -> write(query, chosen, form, rows, manifest, progress));
            manifest.endRuns(log.proofOf(chosen.stream().map(Chosen::sealed).toList()));
            long bytes = Files.size(file);
            long count = chosen.stream().mapToLong(Chosen::rows).sum();
            manifest.end(String.valueOf(file.getFileName()), form, bytes, sha256, count);
            List<Chosen> withRows =
                    chosen.stream().filter(each -> each.rows > 0).toList();
            exported[0] = new Exported(
                    file.toString(),
                    manifestOf(file).toString(),
                    count,
                    withRows.size(),
                    (int) withRows.stream().filter(Chosen::whole).count(),
                    bytes,
                    sha256,
                    log.head(),
                    detached);
        });
        return exported[0];
    }

    /** A run of which the manifest tells, and how many of its outcomes are in the file. */
    private record Chosen(SealedRun sealed, int rows) {
        boolean whole() {
            return rows == sealed.outcomes();
        }
    }

    /** Returns those with rows, those that have none to give, and the last of the log, which bears the head. */
    private List<Chosen> choose(LedgerQuery query, List<SealedRun> all) {
        List<SealedRun> letIn = all.stream()
                .filter(each -> !each.detached() && QueriedOutcomes.letsIn(query, each))
                .toList();
        Map<Long, Integer> counts = query.choosesAmongOutcomes() ? queried.count(query, letIn) : Map.of();
        List<Chosen> chosen = new ArrayList<>();
        for (SealedRun sealed : all) {
            boolean isIn = !sealed.detached() && QueriedOutcomes.letsIn(query, sealed);
            int rows = !isIn
                    ? 0
                    : query.choosesAmongOutcomes()
                            ? counts.getOrDefault(sealed.run().id(), 0)
                            : sealed.outcomes();
            if (rows > 0 || (isIn && sealed.outcomes() == 0) || sealed.number() == all.size()) {
                chosen.add(new Chosen(sealed, rows));
            }
        }
        return chosen;
    }

    private void write(
            LedgerQuery query,
            List<Chosen> chosen,
            ExportForm form,
            OutputStream out,
            ExportManifest manifest,
            LongConsumer progress)
            throws IOException {
        try (RowWriter writer = form.writer(out)) {
            for (Chosen each : chosen) {
                manifest.beginRun(each.sealed.statement(), each.rows);
                BitSet given = each.rows == 0 ? new BitSet() : writeRows(query, each, writer, progress);
                if (!each.whole()) {
                    prove(each.sealed, given, manifest);
                } else if (each.rows == 0) {
                    new SelectionProof(manifest::hash).end();
                }
                manifest.endRun();
            }
        }
    }

    private BitSet writeRows(LedgerQuery query, Chosen chosen, RowWriter writer, LongConsumer progress)
            throws IOException {
        BitSet given = new BitSet();
        try (Stream<RecordedOutcome> rows = queried.rows(query, chosen.sealed);
                Beside<RecordedOutcome> writing = new Beside<>(outcome -> {
                    writer.write(ExportedRow.of(outcome, chosen.sealed.run()));
                    progress.accept(1);
                })) {
            for (Iterator<RecordedOutcome> each = rows.iterator(); each.hasNext(); ) {
                RecordedOutcome outcome = each.next();
                given.set(outcome.record());
                writing.add(outcome);
            }
            writing.end();
        }
        return given;
    }

    /** What is detached has only its root left. */
    private void prove(SealedRun sealed, BitSet given, ExportManifest manifest) {
        if (given.isEmpty()) {
            manifest.hash(java.util.HexFormat.of().parseHex(sealed.root()));
            return;
        }
        SelectionProof proof = new SelectionProof(manifest::hash);
        outcomes.forEachLeaf(sealed.run().id(), (record, leaf) -> proof.offer(leaf, given.get(record)));
        proof.end();
    }
}
