package io.handover.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads files of {@code -Dgigabytes=}, by default a fortieth of one, in a JVM that has 16 MB of heap for all it does. */
class HugeFilesTest {
    private static final String HEAP = "-Xmx16m";
    private static final long SIZE = (long) (Double.parseDouble(System.getProperty("gigabytes", "0.025")) * (1L << 30));
    private static final String TOO_LONG = "the record that starts here is longer than 65,536 characters";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a quote that never closes     | order_number\\n1\\n\\n\"   | x  | line 4: %s; a quote is open since line 4",
                "one that opens lines later    | order_number\\n1\\n2,\"   | \\n | line 3: %s; a quote is open since line 3",
                "one line without quotes       | order_number\\n1\\n       | x, | line 3: %s",
                "one field without a delimiter | order_number\\n           | x  | line 2: %s",
                "a line of NULs                | order_number\\n           | \\0 | line 2: %s",
                "a header                      | order_number,             | x, | line 1: %s",
                "a quoted header               | order_number,\"           | x  | line 1: %s; a quote is open since line 1",
                "quotes                        | order_number\\n1\\n       | \"  | line 3: %s; a quote is open since line 3",
            })
    void isRefusedAtItsLine(String what, String beginning, String filling, String refusal) throws Exception {
        assertThat(read(beginning, filling)).isEqualTo("huge.csv: " + refusal.formatted(TOO_LONG));
    }

    @Test
    void emptyLinesAreSkipped() throws Exception {
        assertThat(read("\\n\\norder_number\\n1", "\\n")).isEqualTo("read 1, the last on line 4");
    }

    @Test
    void nothingButEmptyLinesHasNoHeader() throws Exception {
        assertThat(read("\\n", "\\r\\n")).isEqualTo("huge.csv: there is no header");
    }

    /** Two bytes a record; what of the last record is there is read. */
    @Test
    void tinyRecordsAreRead() throws Exception {
        long records = (SIZE - "order_number\n".length() + 1) / 2;
        assertThat(read("order_number\\n", "1\\n"))
                .isEqualTo("read %d, the last on line %d".formatted(records, records + 1));
    }

    private static String read(String beginning, String filling) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeFile.class.getName(),
                        beginning,
                        filling,
                        Long.toString(SIZE))
                .redirectErrorStream(true)
                .start();
        try (var out = child.getInputStream()) {
            String printed = new String(out.readAllBytes(), UTF_8);
            assertThat(child.waitFor()).as(printed).isZero();
            return printed.strip();
        }
    }
}
