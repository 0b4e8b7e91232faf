package io.handover.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rejection report is itself a request file: as it came, and corrected by hand. */
class ReturnedReportTest {
    private static final Path CORRECTED = HandedIn.SAMPLES.resolve("corrected.csv");

    @TempDir
    private Path out;

    private HandedIn samples;

    @BeforeEach
    void handIn() {
        samples = new HandedIn(out);
    }

    @AfterEach
    void close() {
        samples.close();
    }

    /** A record with a wrong number of fields is left aside: the report gives it the right number of them. */
    @Test
    void handedInUnchangedGetsTheSameReasons() throws IOException {
        List<CSVRecord> first = HandedIn.records(samples.firstRejections());
        Result again = samples.run(samples.firstRejections());
        List<CSVRecord> second = HandedIn.records(HandedIn.report(again, "rejections"));

        assertThat(again.status()).isEqualTo(4);
        assertThat(second).hasSameSizeAs(first);
        Predicate<CSVRecord> hadRightNumberOfFields =
                record -> !record.get("__message").contains("where the header has");
        List<String> reasonsAndInput = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int at = 0; at < first.size(); at++) {
            if (hadRightNumberOfFields.test(first.get(at))) {
                expected.add(withoutPlaceAndRun(first.get(at)));
                reasonsAndInput.add(withoutPlaceAndRun(second.get(at)));
            }
        }
        assertThat(reasonsAndInput).hasSizeGreaterThan(first.size() - 2).isEqualTo(expected);
    }

    @Test
    void handedInCorrectedGoesThrough() throws IOException {
        Result corrected = samples.run(CORRECTED);

        assertThat(corrected.out()).contains("\"deferred\":0,\"rejected\":0").contains("\"assigned\":21");
        assertThat(corrected.status()).isZero();
        assertThat(samples.show("order", "4033").json().get("virtual_account").asString())
                .isEqualTo("品質管理");
        assertThat(HandedIn.records(HandedIn.report(corrected, "results")))
                .extracting(record -> record.get("Note"))
                .as("the apostrophe that the first report added was taken off, and one is added again")
                .contains("'+49 30 901820");
    }

    /** Of those that contradicted each other one was kept as it was; all others were changed. */
    @Test
    void whatIsCorrectedCameFromTheReport() throws IOException {
        Map<String, CSVRecord> report = HandedIn.records(samples.firstRejections()).stream()
                .collect(Collectors.toMap(record -> record.get("__line"), record -> record));
        assertThat(HandedIn.records(CORRECTED)).isNotEmpty().allSatisfy(record -> {
            String line = record.get("__line");
            CSVRecord reported = Objects.requireNonNull(report.get(line), "line " + line);
            assertThat(record.get("__codes")).isEqualTo(reported.get("__codes"));
            assertThat(record.get("__message")).isEqualTo(reported.get("__message"));
            if (!record.get("__code").equals("CONFLICTING_REQUESTS")) {
                assertThat(record.values()).isNotEqualTo(reported.values());
            }
        });
    }

    private static String withoutPlaceAndRun(CSVRecord record) {
        Map<String, String> values = record.toMap();
        values.remove("__line");
        values.remove("__run");
        return values.toString();
    }
}
