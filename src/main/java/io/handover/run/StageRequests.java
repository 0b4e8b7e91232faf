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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;

/**
 * Step 1: takes the whole file into the table of requests, each record with its line and its text as it came. One
 * transaction: a file that is refused on its last line leaves nothing behind, and neither does a run that is stopped
 * meanwhile.
 */
@Component
class StageRequests implements Tasklet {
    private static final Set<String> REQUIRED_COLUMNS = Set.of("order_number", "smart_account");

    private static final String COPY = """
            COPY requests (run_id, record, line, fields, malformation, miscounted, order_number, order_number_type,
                           account, account_key, virtual_account, requester, case_given)
            FROM STDIN WITH (FORMAT binary)
            """;

    /** Some hundredths of a second of work. */
    private static final int RECORDS_BETWEEN_LOOKS = 5_000;

    private final Fence fence;
    private final StopWish stop;
    private final DataSource database;
    private final Runs runs;
    private final Progress progress;

    StageRequests(Fence fence, StopWish stop, DataSource database, Runs runs, Progress progress) {
        this.fence = fence;
        this.stop = stop;
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
        // An earlier attempt may have got as far as the commit and not heard of it, or not been able to say so to
        // Batch.
        if (run.requested() == null) {
            stage(run, RunSettings.fileOf(parameters), RunSettings.of(parameters), step);
        }
        return RepeatStatus.FINISHED;
    }

    private void stage(Run run, Path path, RunSettings settings, StepExecution step)
            throws IOException, JobInterruptedException {
        String charsetName = settings.charset();
        Charset charset = charsetName == null ? null : CsvFile.charset(path, charsetName);
        CsvFile.Format format =
                new CsvFile.Format(REQUIRED_COLUMNS, charset, settings.delimiter(), settings.maxRecords());
        try (CsvFile file = CsvFile.open(path, format);
                CopyRows rows = CopyRows.begin(database, COPY)) {
            List<String> columns = file.header().given();
            RequestForm form = new RequestForm(columns, run.requester());
            int records = 0;
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                records++;
                add(rows, run.id(), file.header(), record, form);
                progress.advance(1);
                if (records % RECORDS_BETWEEN_LOOKS == 0) {
                    stop.heed(step);
                }
            }
            rows.finish();
            refuseIfChanged(run, path);
            runs.staged(run.id(), columns, records);
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

    /** The run is known by the bytes that it was started with; what was read must be those. */
    private static void refuseIfChanged(Run run, Path path) throws IOException {
        if (!Fingerprint.of(path).equals(run.sha256())) {
            throw new RefusedInput(
                    run.inputName(), "the file changed while it was read; hand it in again when it is whole");
        }
    }
}
