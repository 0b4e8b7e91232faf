package io.handover.report;

import io.handover.assignment.Reason;
import io.handover.csv.CsvText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records a second that go into a report, from what the ledger holds to bytes: all requests, or those refused. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OperationsPerInvocation(ReportBenchmark.RECORDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReportBenchmark {
    static final int RECORDS = 10_000;

    private static final List<Reason> REASONS = List.of(
            Reason.ORDER_NOT_FOUND, Reason.EXPORT_HOLD, Reason.ACCOUNT_NOT_FOUND, Reason.VIRTUAL_ACCOUNT_NOT_FOUND);

    @Benchmark
    public void assigned() throws IOException {
        CsvText text = new CsvText(OutputStream.nullOutputStream());
        for (int number = 1; number <= RECORDS; number++) {
            text.print(outcome(number, "ASSIGNED", List.of(), null).values());
        }
        text.flush();
    }

    @Benchmark
    public void rejected() throws IOException {
        CsvText text = new CsvText(OutputStream.nullOutputStream());
        for (int number = 1; number <= RECORDS; number++) {
            Reason reason = REASONS.get(number % REASONS.size());
            String message = "No order \"9000000010\" was found that \"user3010@partner1010.example\" may act on.";
            text.print(outcome(number, "REJECTED", List.of(reason), message).values());
        }
        text.flush();
    }

    private static OutcomeRecord outcome(int number, String status, List<Reason> reasons, @Nullable String message) {
        List<String> fields =
                List.of("1001299710", "Account Number 40504 Ltd", "VA-81008", "user5710@partner1710.example");
        return new OutcomeRecord(fields, Integer.toString(number + 1), status, reasons, message, 12);
    }
}
