package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three days of real data: commas, semicolons, UTF-16, quoted line breaks, control characters. */
class RetailRequestsTest {
    private static final Path RETAIL = Path.of("src/test/resources/retail");

    @ParameterizedTest
    @CsvSource({"2010-12-01, 176", "2011-03-15, 89", "2011-11-17, 233"})
    void readsEveryRecordAtItsLine(String day, int count) throws IOException {
        List<CsvRecord> requests = read("requests-%s.csv".formatted(day), "order_number", "smart_account");
        List<CsvRecord> expected = read("expected-%s.csv".formatted(day), "line", "status", "codes");
        assertThat(requests).hasSize(count);
        assertThat(requests.stream().map(request -> String.valueOf(request.line())))
                .isEqualTo(expected.stream().map(line -> line.values().get(0)).toList());
        assertThat(requests.stream()
                        .filter(request -> request.malformation() != null)
                        .map(CsvRecord::number))
                .isEqualTo(expected.stream()
                        .filter(line -> line.values().get(2).startsWith("MALFORMED_RECORD"))
                        .map(CsvRecord::number)
                        .toList());
    }

    private static List<CsvRecord> read(String name, String... required) throws IOException {
        try (CsvFile file =
                CsvFile.open(RETAIL.resolve(name), new CsvFile.Format(Set.of(required), null, null, 1_000))) {
            return CsvTexts.rest(file);
        }
    }
}
