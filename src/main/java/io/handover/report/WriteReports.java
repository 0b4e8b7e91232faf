package io.handover.report;

import io.handover.files.UnwrittenFile;
import io.handover.files.WholeFile;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import io.handover.ledger.Seal;
import io.handover.ledger.Seals;
import io.handover.ledger.Tallies;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes the files that go out for a run. They are views of the ledger: written again they are the same. */
@Component
public class WriteReports {
    private final Runs runs;
    private final Tallies tallies;
    private final Seals seals;
    private final OutcomeReport outcomes;

    WriteReports(Runs runs, Tallies tallies, Seals seals, OutcomeReport outcomes) {
        this.runs = runs;
        this.tallies = tallies;
        this.seals = seals;
        this.outcomes = outcomes;
    }

    /**
     * Returns where the reports of a sealed run are in a folder, after writing those that are not there yet. Empty when
     * one is not there and what it would tell was pruned.
     *
     * @throws UnwrittenReport when one cannot be written
     */
    @Transactional
    public Optional<Reports> ensure(long number, Path folder, boolean withResults) {
        Run run = runs.keep(number);
        Reports reports = Reports.in(folder, run.inputName(), number, withResults);
        Path results = reports.results();
        if (isThere(reports.rejections()) && isThere(reports.manifest()) && (results == null || isThere(results))) {
            return Optional.of(reports);
        }
        return run.pruned() == null ? Optional.of(write(number, folder, withResults)) : Optional.empty();
    }

    /** A link or a folder in the place of a report is none. */
    private static boolean isThere(Path report) {
        return Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes the reports of a sealed run into a folder, the manifest last.
     *
     * @throws UnwrittenReport when one cannot be written
     */
    @Transactional
    public Reports write(long number, Path folder, boolean withResults) {
        try {
            return writeAll(number, folder, withResults);
        } catch (UnwrittenFile report) {
            throw new UnwrittenReport(report);
        }
    }

    private Reports writeAll(long number, Path folder, boolean withResults) {
        Run run = runs.get(number);
        Seal seal = seals.get(number);
        Reports reports = Reports.in(folder, run.inputName(), number, withResults);
        Map<String, Manifest.Report> written = new LinkedHashMap<>();
        written.put("rejections", report(reports.rejections(), outcomes.write(run, reports.rejections(), false)));
        Path results = reports.results();
        if (results != null) {
            written.put("results", report(results, outcomes.write(run, results, true)));
        }
        Manifest manifest = Manifest.of(run, tallies.of(number), written, seal);
        WholeFile.write(reports.manifest(), out -> out.write(Json.inLines(manifest)));
        return reports;
    }

    private static Manifest.Report report(Path file, OutcomeReport.Written written) {
        return new Manifest.Report(String.valueOf(file.getFileName()), written.sha256(), written.records());
    }
}
