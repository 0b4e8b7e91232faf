package io.handover.run;

import io.handover.assignment.Request;
import io.handover.assignment.Text;
import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Records a second of one file: by Commons CSV alone, as checked records, and as requests that can be matched. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OperationsPerInvocation(RequestFile.RECORDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class IntakeBenchmark {
    private static final CsvFile.Format FORMAT = CsvFile.Format.requiring(List.of("order_number", "smart_account"));

    private Path file = Path.of("");

    @Setup
    public void write() throws IOException {
        file = RequestFile.write();
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    /** The measure that the others are held against: fields, and nothing checked. */
    @Benchmark
    public void commonsCsvAlone(Blackhole sink) throws IOException {
        try (CSVParser records = CSVFormat.RFC4180.parse(Files.newBufferedReader(file))) {
            for (CSVRecord record : records) {
                sink.consume(record);
            }
        }
    }

    @Benchmark
    public void records(Blackhole sink) throws IOException {
        try (CsvFile records = CsvFile.open(file, FORMAT)) {
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                sink.consume(record);
            }
        }
    }

    /** All that the first step does, but for writing into the table. */
    @Benchmark
    public void requests(Blackhole sink) throws IOException {
        try (CsvFile records = CsvFile.open(file, FORMAT)) {
            Header header = records.header();
            RequestForm form = new RequestForm(header.given(), "");
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                Request request =
                        form.read(header.givenOf(record.values()), record.malformation(), record.miscounted());
                sink.consume(request.faults().isEmpty());
                sink.consume(Text.fold(request.orderNumberType()).toUpperCase(Locale.ROOT));
                sink.consume(Text.fold(request.account()));
                sink.consume(Text.fold(request.accountKey()).toUpperCase(Locale.ROOT));
                sink.consume(Text.fold(request.virtualAccount()));
                sink.consume(Text.fold(request.requester()));
            }
        }
    }
}
