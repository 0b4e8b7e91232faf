package io.handover.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * How a run is to be carried out: nothing of this decides what becomes of a request. A run that is taken up again may
 * have other settings than it began with. They travel as parameters of the Batch job that do not identify it.
 *
 * @param charset name of the input's character set; null for UTF-8, or what a byte order mark says
 * @param delimiter null for the one that the header shows
 * @param maxRecords above which the input is refused
 * @param workers how many threads decide and apply
 * @param out folder of the reports
 * @param results whether a report of all requests is wanted, too
 */
public record RunSettings(
        @Nullable String charset,
        @Nullable Character delimiter,
        long maxRecords,
        int workers,
        Path out,
        boolean results) {

    /** How many records a file may have where nothing else is said. */
    public static final int MAX_RECORDS = 5_000_000;

    private static final String RUN = "run";
    private static final String ATTEMPT = "attempt";
    private static final String FILE = "file";

    public RunSettings {
        if (maxRecords < 0 || workers < 1) {
            throw new IllegalArgumentException("max-records: " + maxRecords + ", workers: " + workers);
        }
    }

    static JobParameters identifying(long run) {
        return new JobParametersBuilder().addLong(RUN, run, true).toJobParameters();
    }

    /** Places are kept as seen from the root, so that the run can be taken up again from another folder. */
    JobParameters toParameters(long run, int attempt, @Nullable Path file) {
        JobParametersBuilder parameters = new JobParametersBuilder(identifying(run))
                .addLong(ATTEMPT, (long) attempt, false)
                .addLong("maxRecords", maxRecords, false)
                .addLong("workers", (long) workers, false)
                .addString("out", out.toAbsolutePath().toString(), false)
                .addString("results", Boolean.toString(results), false);
        if (file != null) {
            parameters.addString(FILE, file.toAbsolutePath().toString(), false);
        }
        if (charset != null) {
            parameters.addString("charset", charset, false);
        }
        if (delimiter != null) {
            parameters.addString("delimiter", delimiter.toString(), false);
        }
        return parameters.toJobParameters();
    }

    static RunSettings of(JobParameters parameters) {
        String delimiter = parameters.getString("delimiter");
        return new RunSettings(
                parameters.getString("charset"),
                delimiter == null ? null : delimiter.charAt(0),
                required(parameters.getLong("maxRecords")),
                Math.toIntExact(required(parameters.getLong("workers"))),
                Path.of(required(parameters.getString("out"))),
                Boolean.parseBoolean(parameters.getString("results")));
    }

    public static long runOf(JobParameters parameters) {
        return required(parameters.getLong(RUN));
    }

    /** Returns how often the run was taken up, this time included. */
    public static int attemptOf(JobParameters parameters) {
        return Math.toIntExact(required(parameters.getLong(ATTEMPT)));
    }

    /** Returns the file that the run is over; null for a run over what earlier runs left. */
    static @Nullable Path fileOf(JobParameters parameters) {
        String file = parameters.getString(FILE);
        return file == null ? null : Path.of(file);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The job was started without one of its parameters.");
        }
        return value;
    }
}
