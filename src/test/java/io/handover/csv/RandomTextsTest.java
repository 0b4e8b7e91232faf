package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares what is read of random texts with a plain reading by Commons CSV, whose positions tell the lines. */
class RandomTextsTest {
    private static final String ALPHABET = "\"\"\"\",,,,\n\n\r\rab ";

    @Test
    void readsWhatCommonsCsvReadsAndRefusesWhatItRefuses() throws IOException {
        Random random = new Random(20260101);
        int readAlike = 0;
        int refusedAlike = 0;
        for (int i = 0; i < 300_000; i++) {
            String text = text(random);
            List<List<String>> plain = plainReading(text);
            List<List<String>> strict = strictReading(text);
            if (strict != null) {
                assertThat(strict).as(text).isEqualTo(plain);
                readAlike++;
            } else if (plain == null) {
                refusedAlike++;
            } else {
                assertThat(text)
                        .as("Commons CSV skips blanks after a closing quote")
                        .matches("(?s).*\" .*");
            }
        }
        assertThat(readAlike).isGreaterThan(50_000);
        assertThat(refusedAlike).isGreaterThan(50_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(25); length > 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Returns the records, each with its line before its fields; null when the text is refused. */
    private static @Nullable List<List<String>> strictReading(String text) throws IOException {
        List<List<String>> all = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (RawRecords records = new RawRecords(
                new ByteArrayInputStream(bytes), "test.csv", null, ',', CsvFile.MAX_RECORD_LENGTH, 100)) {
            for (var record = records.next(); record != null; record = records.next()) {
                all.add(withLine(record.line(), record.fields()));
            }
            return all;
        } catch (RefusedInput refused) {
            return null;
        }
    }

    private static @Nullable List<List<String>> plainReading(String text) throws IOException {
        List<List<String>> all = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
        try (var parser = format.parse(new StringReader(text))) {
            for (CSVRecord record : parser) {
                all.add(withLine(lineAt(text, (int) record.getCharacterPosition()), record.toList()));
            }
            return all;
        } catch (UncheckedIOException refused) {
            return null;
        }
    }

    private static List<String> withLine(long line, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        all.add(0, String.valueOf(line));
        return all;
    }

    /** Returns the line of the first character, at the position or behind it, that is no line end. */
    private static long lineAt(String text, int position) {
        int start = position;
        while (text.charAt(start) == '\r' || text.charAt(start) == '\n') {
            start++;
        }
        return text.substring(0, start)
                        .replace("\r\n", "\n")
                        .chars()
                        .filter(c -> c == '\n' || c == '\r')
                        .count()
                + 1;
    }
}
