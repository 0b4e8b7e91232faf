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
import java.io.UncheckedIOException;
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
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Step 1: takes the whole file into the table of requests, each record with its line and its text as it came. One
 * transaction: a file that is refused on its last line leaves nothing behind, and neither does a run that is stopped
 * meanwhile. The table is not logged: when the server has crashed since, the file is taken in again.
 */
@Component
class StageRequests implements Tasklet {
    private static final Set<String> REQUIRED_COLUMNS = Set.of("order_number", "smart_account");

    private static final String COPY = """
            COPY requests (run_id, record, line, fields, malformation, miscounted, order_number, order_number_type,
                           account, account_key, virtual_account, requester, case_given)
            FROM STDIN WITH (FORMAT binary)
            """;

    private static final String HAS_ANY = """
            SELECT EXISTS (SELECT
                           FROM requests
                           WHERE run_id = :run)
            """;

    private static final String ANALYZE = """
            SELECT analyze_requests()
            """;

    /** In records: some hundredths of a second of work. */
    private static final int BETWEEN_LOOKS = 5_000;

    /** In records: for fewer, plans made without statistics do as well. */
    private static final int WORTH_STATISTICS = 10_000;

    private final Fence fence;
    private final StopWish stop;
    private final DataSource sessions;
    private final JdbcClient database;
    private final Runs runs;
    private final Progress progress;

    StageRequests(Fence fence, StopWish stop, DataSource sessions, JdbcClient database, Runs runs, Progress progress) {
        this.fence = fence;
        this.stop = stop;
        this.sessions = sessions;
        this.database = database;
        this.runs = runs;
        this.progress = progress;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, JobInterruptedException {
        StepExecution step = context.getStepContext().getStepExecution();
        JobParameters parameters = step.getJobParameters();
        Run run = runs.get(RunSettings.runOf(parameters));
        progress.begin("reading " + run.inputName(), Progress.UNKNOWN);
        fence.hold(parameters);
        if (!isStaged(run)) {
            stage(run, RunSettings.fileOf(parameters), RunSettings.of(parameters), () -> stop.heed(step));
        }
        return RepeatStatus.FINISHED;
    }

    /** Whether the requests are there: an earlier attempt may have staged them, and a crash may have taken them. */
    boolean isStaged(Run run) {
        Integer requested = run.requested();
        return requested != null
                && (requested == 0
                        || database.sql(HAS_ANY)
                                .param("run", run.id())
                                .query(Boolean.class)
                                .single());
    }

    /** Looks whether the run is to stop. */
    interface Look {
        void now() throws JobInterruptedException;
    }

    /**
     * Takes the file in, within the caller's transaction.
     *
     * @throws RefusedInput when it cannot be, or is not the one that the run began with
     */
    void stage(Run run, Path path, RunSettings settings, Look whetherToStop)
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
            if (records >= WORTH_STATISTICS) {
                database.sql(ANALYZE).query().singleRow();
            }
        }
    }

    /** Takes the file of a completed run in once more, within the caller's transaction; it needs no look for a stop. */
    void again(Run run, Path path, RunSettings asBefore) {
        try {
            stage(run, path, asBefore, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JobInterruptedException e) {
            throw new IllegalStateException(e);
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
