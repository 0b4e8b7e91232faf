package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvFileTest {
    private static final CsvFile.Format A_AND_B = new CsvFile.Format(Set.of("a", "b"), null, null, 3);

    static Stream<Sample> refused() {
        return Sample.of("refused.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBadFilesWithLineAndCause(Sample sample) {
        byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CsvTexts.records(bytes, A_AND_B))
                .isInstanceOf(RefusedInput.class)
                .hasMessage("test.csv: " + sample.expected().get(0));
    }

    static Stream<Sample> read() {
        return Sample.of("read.txt");
    }

    @ParameterizedTest
    @MethodSource("read")
    void readsRecordsWithTheirLinesAndMalformations(Sample sample) throws IOException {
        List<CsvRecord> records = CsvTexts.records(sample.text(), "a", "b");
        assertThat(records).map(CsvFileTest::told).isEqualTo(sample.expected());
        assertThat(records.stream().map(CsvRecord::number).toList())
                .isEqualTo(Stream.iterate(1L, number -> number + 1)
                        .limit(records.size())
                        .toList());
    }

    private static String told(CsvRecord record) {
        String values = record.values().stream().collect(Collectors.joining("][", "[", "]"));
        String malformation = record.malformation();
        return record.line() + " " + values + (malformation == null ? "" : " " + malformation);
    }

    @Test
    void takesTheDelimiterThatItIsTold() throws IOException {
        var format = new CsvFile.Format(Set.of("a"), null, '|', 3);
        assertThat(CsvTexts.records("a|b,c\n1|2,3\n".getBytes(StandardCharsets.UTF_8), format))
                .extracting(CsvRecord::values)
                .containsExactly(List.of("1", "2,3"));
    }

    @Test
    void refusesADelimiterThatHasAnotherMeaning() {
        for (char delimiter : new char[] {'"', '\r', '\n', '\uD83D'}) {
            assertThatThrownBy(() -> new CsvFile.Format(Set.of(), null, delimiter, 3))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void countsTheLengthOfAValueInCodePoints() throws IOException {
        String longest = "😀".repeat(4096);
        assertThat(CsvTexts.records("a,b\n%s,x%s\n".formatted(longest, longest), "a"))
                .singleElement()
                .extracting(CsvRecord::malformation)
                .isEqualTo("has in b 4,097 characters where 4,096 are allowed");
    }

    @Test
    void aFormulaQuoteDoesNotMakeAValueTooLong() throws IOException {
        String longest = "=" + "x".repeat(4095);
        assertThat(CsvTexts.records("a,__line\n'%s,5\n".formatted(longest), "a"))
                .containsExactly(new CsvRecord(1, 2, List.of(longest, "5"), null, false));
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        Path absent = folder.resolve("monday.csv");
        assertThatThrownBy(() -> CsvFile.open(absent, A_AND_B)).hasMessage(absent + ": there is no such file");
        assertThatThrownBy(() -> CsvFile.open(folder, A_AND_B))
                .hasMessage(folder + ": this is not a file that can be read");
    }
}
