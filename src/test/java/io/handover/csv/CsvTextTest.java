package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;

class CsvTextTest {
    private static final int RECORDS = 100_000;
    private static final Pattern PARTED_FORMULA = Pattern.compile("[;\t]\\s*[=+\\-@]");
    private static final CSVFormat QUOTED =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    /** Whether a value is seen at a glance to need no quotes, or by a closer look, must not show. */
    @Test
    void writesWhatCommonsCsvWrites() throws IOException {
        Random random = new Random(5);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        CsvText text = new CsvText(written);
        StringBuilder expected = new StringBuilder();
        for (int record = 0; record < RECORDS; record++) {
            List<String> values = new ArrayList<>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                values.add(value(random));
            }
            text.print(values);
            printPlainly(values, expected);
        }
        text.flush();
        assertThat(written.toString(StandardCharsets.UTF_8).equals(expected.toString()))
                .isTrue();
    }

    private static String value(Random random) {
        String alphabet = "abé😀 ,;\"'#!=+-@\t\r\n\u00A0\u007F\u0001";
        int[] letters = alphabet.codePoints().toArray();
        StringBuilder value = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            value.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return value.toString();
    }

    private static void printPlainly(List<String> values, StringBuilder text) throws IOException {
        boolean first = true;
        for (String each : values) {
            String value = FormulaQuote.add(each);
            CSVFormat format = PARTED_FORMULA.matcher(value).find() ? QUOTED : CSVFormat.RFC4180;
            format.print(value, text, first);
            first = false;
        }
        text.append("\r\n");
    }
}
