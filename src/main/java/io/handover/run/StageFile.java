package io.handover.run;

import io.handover.assignment.Request;
import io.handover.assignment.Text;
import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.Header;
import io.handover.csv.RefusedInput;
import io.handover.database.CopyRows;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.stereotype.Component;

/**
 * Takes a request file into the table of requests, each record with its line and its text as it came. One transaction:
 * a file that is refused on its last line leaves nothing behind, and neither does a run that is stopped meanwhile.
 */
@Component
class StageFile {
    private static final Set<String> REQUIRED_COLUMNS = Set.of("order_number", "smart_account");

    private static final String COPY = """
            COPY requests (run_id, record, line, fields, malformation, miscounted, order_number, order_number_type,
                           account, account_key, virtual_account, requester, case_given)
            FROM STDIN WITH (FORMAT binary)
            """;

    /** In records: some hundredths of a second of work. */
    private static final int BETWEEN_LOOKS = 5_000;

    private final DataSource sessions;
    private final Runs runs;
    private final Progress progress;

    StageFile(DataSource sessions, Runs runs, Progress progress) {
        this.sessions = sessions;
        this.runs = runs;
        this.progress = progress;
    }

    /** Looks whether the run is to stop. */
    interface Look {
        void now() throws JobInterruptedException;
    }

    /**
     * Takes the file in, within the caller's transaction, and returns how many records it holds.
     *
     * @throws RefusedInput when it cannot be, or is not the one that the run began with
     */
    int stage(Run run, Path path, RunSettings settings, Look whetherToStop)
            throws IOException, JobInterruptedException {
        if (run.requested() != null) {
            refuseAnother(run, path);
        }
        String charsetName = settings.charset();
        Charset charset = charsetName == null ? null : CsvFile.charset(path, charsetName);
        CsvFile.Format format =
                new CsvFile.Format(REQUIRED_COLUMNS, charset, settings.delimiter(), settings.maxRecords());
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (CsvFile file = CsvFile.open(path, format, sha256);
                CopyRows rows = CopyRows.begin(sessions, COPY)) {
            List<String> columns = file.header().given();
            RequestForm form = new RequestForm(columns, run.requester());
            int records = 0;
            int longest = 0;
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                records++;
                longest = Math.max(longest, length(record));
                add(rows, run.id(), file.header(), record, form);
                if (records % BETWEEN_LOOKS == 0) {
                    progress.advance(BETWEEN_LOOKS);
                    whetherToStop.now();
                }
            }
            progress.advance(records % BETWEEN_LOOKS);
            rows.finish();
            refuseIfChanged(run, sha256);
            runs.staged(run.id(), columns, records, longest);
            return records;
        }
    }

    private static void add(CopyRows rows, long run, Header header, CsvRecord record, RequestForm form) {
        String[] fields = header.givenOf(record.values());
        Request request = form.read(fields, record.malformation(), record.miscounted());
        boolean sound = request.faults().isEmpty();
        rows.add(
                run,
                Math.toIntExact(record.number()),
                record.line(),
                fields,
                request.malformation(),
                request.miscounted(),
                sound ? request.orderNumber() : null,
                sound ? Text.fold(request.orderNumberType()).toUpperCase(Locale.ROOT) : null,
                sound ? Text.fold(request.account()) : null,
                sound ? Text.fold(request.accountKey()).toUpperCase(Locale.ROOT) : null,
                sound ? Text.fold(request.virtualAccount()) : null,
                sound ? Text.fold(request.requester()) : null,
                request.namesCase());
    }

    /** A run that has taken its file in before goes on with those bytes and no others. */
    private static void refuseAnother(Run run, Path path) throws IOException {
        String again = "run " + run.id() + " has to take its requests in again, because the database server has lost"
                + " them in a crash, and ";
        String then = " and resume the run, or hand the same bytes in again from elsewhere";
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new RefusedInput(
                    run.inputName(), again + "there is no file " + path + " to read; put it back" + then);
        }
        if (!Fingerprint.of(path).equals(run.sha256())) {
            throw new RefusedInput(
                    run.inputName(), again + path + " is not the file that it began with; put that back" + then);
        }
    }

    private static int length(CsvRecord record) {
        int length = 0;
        for (String value : record.values()) {
            length += value.length();
        }
        return length;
    }

    /** The run is known by the bytes that it was started with; what was read must be those. */
    private static void refuseIfChanged(Run run, MessageDigest sha256) {
        if (!HexFormat.of().formatHex(sha256.digest()).equals(run.sha256())) {
            throw new RefusedInput(
                    run.inputName(), "the file changed while it was read; hand it in again when it is whole");
        }
    }
}
