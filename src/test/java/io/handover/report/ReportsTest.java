package io.handover.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {
    private static final Path FOLDER = Path.of("reports");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "monday.csv       | monday.run-7.rejections.csv",
                "monday           | monday.run-7.rejections.csv",
                "a.b.csv          | a.b.run-7.rejections.csv",
                ".csv             | .csv.run-7.rejections.csv",
                "..csv            | ..run-7.rejections.csv",
                "...              | ...run-7.rejections.csv",
                "-x.csv           | -x.run-7.rejections.csv",
                "a/../../b.csv    | a_.._.._b.run-7.rejections.csv",
                "..\\\\..\\\\b.csv    | .._.._b.run-7.rejections.csv",
                "two\\nlines.csv   | two_lines.run-7.rejections.csv",
                "\\33[31mred.csv   | _[31mred.run-7.rejections.csv",
                "東京.csv          | 東京.run-7.rejections.csv",
            })
    void areNamedAfterTheInputAndLieInTheFolder(String input, String rejections) {
        Reports reports = Reports.in(FOLDER, input.translateEscapes(), 7, true);
        assertThat(reports.rejections()).isEqualTo(FOLDER.resolve(rejections));
        assertThat(reports.rejections().normalize().getParent()).isEqualTo(FOLDER);
    }

    @Test
    void keepWhatFitsOfALongNameAndNoHalfCharacter() {
        String name = "x" + "😀".repeat(63);
        Reports reports = Reports.in(FOLDER, name + ".csv", Long.MAX_VALUE, true);
        String stem = String.valueOf(reports.rejections().getFileName()).replaceFirst("\\.run-.*", "");
        assertThat(name).startsWith(stem);
        assertThat(stem.getBytes(UTF_8)).hasSize(177);
    }
}
