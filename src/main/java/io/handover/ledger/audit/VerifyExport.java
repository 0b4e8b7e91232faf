package io.handover.ledger.audit;

import io.handover.csv.RefusedInput;
import io.handover.ledger.Head;
import io.handover.ledger.merkle.GivenLeaf;
import io.handover.ledger.merkle.InvalidProof;
import io.handover.ledger.merkle.SelectionRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Checks an export by its manifest, without a database: what {@code docs/ledger-format.md} has under "What to check". */
public final class VerifyExport {
    private final Path export;
    private final @Nullable Head since;
    private final LongConsumer progress;
    private final Faults faults = new Faults();
    private final List<GivenLeaf> statements = new ArrayList<>();
    private @Nullable ExportedStatement lastStatement;
    private long rows;
    private int runsWithRows;
    private int whole;

    private VerifyExport(Path export, @Nullable Head since, LongConsumer progress) {
        this.export = export;
        this.since = since;
        this.progress = progress;
    }

    /**
     * Verifies an export with its manifest beside it, in memory that does not grow with the rows.
     *
     * @param since a head from elsewhere: the manifest's own, or one from which it proves that it goes on; null for none
     * @param progress is told of rows that have been looked at
     */
    public static VerifiedExport verify(Path export, @Nullable Head since, LongConsumer progress) {
        return new VerifyExport(export, since, progress).verify();
    }

    private VerifiedExport verify() {
        Head head = null;
        try {
            ManifestFrame frame = ManifestRuns.frame(ExportLedger.manifestOf(export));
            head = frame.head();
            checkBytes(frame);
            checkRuns(frame);
            checkLog(frame);
            checkHeads(frame);
        } catch (WrongExport wrong) {
            faults.add(wrong.fault());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new VerifiedExport(rows, runsWithRows, whole, head, faults.count(), faults.first());
    }

    private void checkBytes(ManifestFrame frame) throws IOException {
        if (Files.size(export) != frame.bytes()) {
            faults.add(Fault.of(
                    "The file has " + Files.size(export) + " bytes, and the manifest says " + frame.bytes() + "."));
        }
        try (InputStream in = Files.newInputStream(export)) {
            if (!DigestUtils.sha256Hex(in).equals(frame.sha256())) {
                faults.add(Fault.of("The file has not the SHA-256 that the manifest says."));
            }
        }
    }

    private void checkRuns(ManifestFrame frame) throws IOException, WrongExport {
        try (RowReader reader = frame.form().reader(export);
                ManifestRuns runs = ManifestRuns.open(ExportLedger.manifestOf(export))) {
            Rows all = new Rows(reader);
            for (ManifestRuns.Entry entry = runs.next(); entry != null; entry = runs.next()) {
                checkRun(entry, all);
            }
            rows = all.taken();
            all.requireEnd();
            if (rows != frame.rows()) {
                faults.add(Fault.of("The file has " + rows + " rows, and the manifest says " + frame.rows() + "."));
            }
        } catch (RefusedInput refused) {
            throw new WrongExport("The file cannot be read: " + refused.getMessage());
        }
    }

    private void checkRun(ManifestRuns.Entry entry, Rows all) throws IOException, WrongExport {
        ExportedStatement statement = ExportedStatement.of(entry.entry().object("statement"));
        long ofRun = entry.entry().number("rows");
        if (ofRun > 0) {
            runsWithRows++;
            whole += ofRun == statement.outcomes() ? 1 : 0;
        }
        RowsOfRun given = new RowsOfRun(statement, ofRun, all, progress);
        try {
            checkRoot(statement, given, entry);
            given.skipRest();
        } catch (RowsOfRun.Wrong wrong) {
            throw new WrongExport(wrong.fault());
        }
        statements.add(new GivenLeaf(statement.number() - 1, statement.leaf()));
        lastStatement = statement;
    }

    private void checkRoot(ExportedStatement statement, RowsOfRun given, ManifestRuns.Entry entry) {
        try {
            byte[] root = SelectionRoot.of(statement.outcomes(), given.leaves(), entry.hashes());
            if (!HexFormat.of().formatHex(root).equals(statement.root())) {
                faults.add(Fault.ofRun(
                        statement.run(),
                        "Its rows and their proof do not make the root that was sealed: " + given.where()));
            }
        } catch (InvalidProof invalid) {
            faults.add(Fault.ofRun(
                    statement.run(), "Its rows are not proved: " + invalid.getMessage() + " " + given.where()));
        }
    }

    private void checkLog(ManifestFrame frame) {
        Head head = frame.head();
        try {
            byte[] root = SelectionRoot.of(
                    head.size(), statements.iterator(), frame.proof().iterator());
            if (!HexFormat.of().formatHex(root).equals(head.root())) {
                faults.add(Fault.of("The statements of the runs and their proof do not make the root of the head "
                        + head.word() + ": a statement was changed, or left out."));
            }
        } catch (InvalidProof invalid) {
            faults.add(Fault.of("The statements of the runs are not proved: " + invalid.getMessage()));
        }
        ExportedStatement last = lastStatement;
        boolean bearsHead = last == null
                ? head.size() == 0 && head.time() == null
                : last.number() == head.size() && last.sealed().equals(head.time());
        if (!bearsHead) {
            faults.add(Fault.of("The last run of the manifest is not the last of the log, which bears the size and the"
                    + " time of the head."));
        }
    }

    private void checkHeads(ManifestFrame frame) {
        Head earlier = frame.since();
        if (earlier != null) {
            EarlierHead.checkProof(earlier, frame.head(), frame.consistency())
                    .ifPresent(fault -> faults.add(Fault.of(fault)));
        }
        if (since != null && !since.isSame(frame.head()) && (earlier == null || !since.isSame(earlier))) {
            faults.add(Fault.of("The manifest proves nothing of the head " + since.word()
                    + ": its own is " + frame.head().word()
                    + (earlier == null ? ", and it goes on from none" : ", which goes on from " + earlier.word())
                    + ". audit export --since makes an export that proves it."));
        }
    }
}
