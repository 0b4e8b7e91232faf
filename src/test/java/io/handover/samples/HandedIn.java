package io.handover.samples;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A register that the samples' facts were loaded into, and {@code requests.csv} handed in as its first run. */
final class HandedIn implements AutoCloseable {
    static final Path SAMPLES = Path.of("input-samples");
    static final Path REQUESTS = SAMPLES.resolve("requests.csv");

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private final TestDatabase database = TestDatabase.create();
    private final TestProgram program = TestProgram.on(database);
    private final Path out;
    private final Result first;

    /** @param out where all reports go */
    HandedIn(Path out) {
        this.out = out;
        this.first = run(REQUESTS, "--facts", SAMPLES.resolve("facts"));
    }

    /** What the first run said. */
    Result first() {
        return first;
    }

    Path firstRejections() {
        return out.resolve("requests.run-1.rejections.csv");
    }

    /** Applies a file, with a report of all requests. */
    Result run(Path file, Object... more) {
        return start(file, "--accept-terms", more);
    }

    Result preview(Path file, Object... more) {
        return start(file, "--preview", more);
    }

    Result show(String what, String which) {
        return program.run("show", what, which, "--json");
    }

    private Result start(Path file, String option, Object... more) {
        Object[] arguments = new Object[6 + more.length];
        arguments[0] = "run";
        arguments[1] = file;
        arguments[2] = option;
        arguments[3] = "--results";
        arguments[4] = "--json";
        arguments[5] = "--out=" + out;
        System.arraycopy(more, 0, arguments, 6, more.length);
        return program.run(arguments);
    }

    /** The file that the run's summary names under {@code reports}. */
    static Path report(Result run, String name) {
        return Path.of(run.json().get("reports").get(name).asString());
    }

    static List<CSVRecord> records(Path file) throws IOException {
        return FORMAT.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))
                .getRecords();
    }

    @Override
    public void close() {
        database.close();
    }
}
