package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.FormulaQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a request holds, no field of a report begins as a formula does, LibreOffice makes none of it, and what comes
 * back is what went out.
 */
@Tag("long")
class SafeReportsTest {
    private static final FormulaLikeRequests SOUND = FormulaLikeRequests.plain();
    private static final FormulaLikeRequests PARTED = FormulaLikeRequests.parted();

    @TempDir
    private static Path folder;

    private static Register register;
    private static Path results;
    private static Path rejections;
    private static Path partedResults;

    @BeforeAll
    static void writeReports() throws IOException {
        register = new Register(folder, 1);
        assertThat(register.run(Files.writeString(folder.resolve("=1+1.csv"), SOUND.text()))
                        .status())
                .isEqualTo(4);
        assertThat(register.run(Files.writeString(folder.resolve("parted.csv"), PARTED.text()))
                        .status())
                .isEqualTo(4);
        results = register.reports().resolve("=1+1.run-1.results.csv");
        rejections = register.reports().resolve("=1+1.run-1.rejections.csv");
        partedResults = register.reports().resolve("parted.run-2.results.csv");
    }

    @AfterAll
    static void tearDown() {
        register.close();
    }

    private static List<List<String>> fields(Path report) throws IOException {
        return PlainReading.of(Files.readString(report), ',').records.stream()
                .map(PlainReading.PlainRecord::fields)
                .toList();
    }

    @Test
    void noFieldBeginsAsAFormulaDoes() throws IOException {
        for (Path report : List.of(results, rejections, partedResults)) {
            assertThat(fields(report))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(record -> assertThat(record).noneMatch(field -> field.matches("(?s)[=+\\-@\t\r].*")));
        }
        assertThat(fields(rejections))
                .as("every column holds such values, the message too")
                .anySatisfy(record -> assertThat(record.get(record.size() - 3)).contains("=cmd|"));
    }

    @Test
    void whatComesBackIsWhatWentOut() throws IOException {
        comesBack(results, SOUND, UnaryOperator.identity());
        comesBack(partedResults, PARTED, UnaryOperator.identity());
    }

    private static void comesBack(Path report, FormulaLikeRequests requests, UnaryOperator<String> kept)
            throws IOException {
        CsvFile.Format format = CsvFile.Format.requiring(List.of("order_number", "smart_account"));
        List<List<String>> values = new ArrayList<>();
        try (CsvFile file = CsvFile.open(report, format)) {
            assertThat(file.header().given())
                    .isEqualTo(requests.columns.stream().map(kept).toList());
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                assertThat(record.miscounted()).isFalse();
                values.add(List.of(file.header().givenOf(record.values())));
            }
        }
        assertThat(values)
                .isEqualTo(requests.records.stream()
                        .map(record -> record.stream().map(kept).toList())
                        .toList());
    }

    @Nested
    class InLibreOffice {
        private final LibreOffice libreOffice = new LibreOffice(folder);

        @BeforeEach
        void isInstalled() {
            assumeTrue(
                    LibreOffice.isInstalled(),
                    "LibreOffice is not there: apt-get install --no-install-recommends libreoffice-calc-nogui");
        }

        /** What a spreadsheet does make a formula of shows that these tests can fail. */
        @Test
        void aFileWithoutOurQuotesIsFullOfFormulas() throws Exception {
            assertThat(libreOffice
                            .open(folder.resolve("=1+1.csv"), LibreOffice.parted("44"))
                            .formulas())
                    .hasSizeGreaterThan(100);
        }

        /** Comma; semicolon; tab; all three: as it is opened by a user who has not looked. */
        @ParameterizedTest
        @ValueSource(strings = {"44", "59", "9", "44/59/9"})
        void noSeparatorMakesAFormula(String separator) throws Exception {
            FlatSheet sheet = libreOffice.open(results, LibreOffice.parted(separator));
            assertThat(sheet.rows()).hasSizeGreaterThanOrEqualTo(SOUND.records.size());
            assertThat(sheet.formulas()).isEmpty();
        }

        @Test
        void quotedFieldsAsTextMakeNoFormula() throws Exception {
            assertThat(libreOffice
                            .open(rejections, LibreOffice.quotedFieldsAsText())
                            .formulas())
                    .isEmpty();
        }

        /** The second is how LibreOffice opens a file unless it is told otherwise. */
        @ParameterizedTest
        @ValueSource(strings = {"44", "44/59/9"})
        void whatOtherSeparatorsWouldPartIsNoFormulaBetweenCommas(String separators) throws Exception {
            assertThat(Files.readString(partedResults)).contains("\";=1+1\"", "\"'\t=note;=1\"");
            assertThat(libreOffice
                            .open(partedResults, LibreOffice.parted(separators))
                            .formulas())
                    .isEmpty();
        }

        @Test
        void columnsOfTextHoldTheTextOfTheReport() throws Exception {
            FlatSheet sheet = libreOffice.open(results, LibreOffice.allText(SOUND.columns.size() + 7));
            List<List<String>> expected = fields(results).stream()
                    .map(record -> record.stream().map(SafeReportsTest::asCell).toList())
                    .toList();
            assertThat(sheet.formulas()).isEmpty();
            assertThat(sheet.rows()).isEqualTo(expected);
        }

        @Test
        void savedAgainItIsTheRequestsThatItWas() throws Exception {
            Path parted = libreOffice.saveAgain(partedResults, PARTED.columns.size() + 7);
            comesBack(parted, PARTED, SafeReportsTest::afterLibreOffice);
            Path saved = libreOffice.saveAgain(results, SOUND.columns.size() + 7);
            comesBack(saved, SOUND, SafeReportsTest::afterLibreOffice);
            assertThat(register.run(saved).json().get("read").asInt()).isEqualTo(SOUND.records.size());
        }
    }

    /** A line of a cell ends in LF, whatever ended it in the file. LibreOffice keeps no other line end. */
    private static String asCell(String field) {
        return field.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Only values with CR are changed; one that begins with it keeps our quote, which is no longer before a CR. */
    private static String afterLibreOffice(String value) {
        String back = FormulaQuote.takeOff(asCell(FormulaQuote.add(value)));
        assertThat(value.contains("\r") || back.equals(value)).as(value).isTrue();
        return back;
    }
}
