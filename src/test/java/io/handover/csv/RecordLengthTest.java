package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLengthTest {
    private static final CsvFile.Format A = new CsvFile.Format(Set.of("a"), null, ',', 3);
    private static final String LONGEST = "😀,".repeat(32_768);

    @Test
    void readsTheLongestRecordThereMayBe() throws IOException {
        assertThat(CsvTexts.records("a\n" + LONGEST + "\r\n" + LONGEST + "\n", "a"))
                .hasSize(2);
    }

    @Test
    void refusesARecordThatIsOneCharacterLonger() {
        assertThatThrownBy(() -> CsvTexts.records("a\n1\n" + LONGEST + "x\n", "a"))
                .hasMessage("test.csv: line 3: the record that starts here is longer than 65,536 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "1,\"", "1,\"2\n"})
    void refusesAFieldThatMakesItsRecordOneCharacterLonger(String start) throws IOException {
        String end = start.contains("\"") ? "\"" : "";
        String longest = start + "x".repeat(65_536 - start.length() - end.length());
        for (String lineEnd : new String[] {"", "\n", "\r\n"}) {
            assertThat(CsvTexts.records("a,b\n" + longest + end + lineEnd, "a")).hasSize(1);
            assertThatThrownBy(() -> CsvTexts.records("a,b\n" + longest + "x" + end + lineEnd, "a"))
                    .hasMessageStartingWith(
                            "test.csv: line 2: the record that starts here is longer than 65,536 characters");
        }
    }

    @Test
    void countsLineBreaksInQuotedFields() throws IOException {
        String longest = "\"" + "\r\n".repeat(32_767) + "\"";
        assertThat(CsvTexts.records("a\n" + longest + "\n1\n", "a"))
                .map(CsvRecord::line)
                .containsExactly(2L, 32_770L);
        assertThatThrownBy(() -> CsvTexts.records("a\n" + longest + ",\n", "a"))
                .hasMessage("test.csv: line 2: the record that starts here is longer than 65,536 characters");
    }

    @Test
    void tellsOfTheQuoteThatMayHaveMadeARecordTooLong() {
        assertThatThrownBy(() -> CsvTexts.records("a\n\"1\n\",\"2\n" + "3\n".repeat(40_000), "a"))
                .hasMessage("test.csv: line 2: the record that starts here is longer than 65,536 characters;"
                        + " a quote is open since line 3");
    }

    @Test
    void refusesAHeaderThatIsTooLong() {
        assertThatThrownBy(() -> CsvTexts.records("a," + LONGEST, "a"))
                .hasMessage("test.csv: line 1: the record that starts here is longer than 65,536 characters");
    }

    @Test
    void asksForNoMoreOfAnEndlessFileThanTheLongestRecord() {
        EndlessFile endless = new EndlessFile("a\n\"", 200_000_000);
        assertThatThrownBy(
                        () -> CsvFile.open("test.csv", () -> endless, A, null).next())
                .hasMessageContaining("longer than 65,536 characters; a quote is open since line 2");
        assertThat(endless.read).isLessThan(1_000_000);
    }

    @Test
    void skipsEmptyLinesWithoutEndWithoutKeepingThem() throws IOException {
        EndlessFile endless = new EndlessFile("a\n1", 200_000_000);
        endless.filling = '\n';
        try (CsvFile file = CsvFile.open("test.csv", () -> endless, A, null)) {
            assertThat(CsvTexts.rest(file)).hasSize(1);
        }
    }

    @Test
    void handsOutWhatPrecedesAFaultBeforeTheFault() throws IOException {
        try (RecordGuard guard =
                new RecordGuard(new StringReader("a\n\"1\" \n"), "test.csv", ',', CsvFile.MAX_RECORD_LENGTH, 3)) {
            char[] buffer = new char[100];
            assertThat(guard.read(buffer, 0, 100)).isEqualTo(5);
            assertThatThrownBy(() -> guard.read(buffer, 0, 100)).isInstanceOf(RefusedInput.class);
            assertThatThrownBy(() -> guard.read(buffer, 0, 100)).isInstanceOf(RefusedInput.class);
        }
    }

    /** A file of 200 MB that nobody has to write. */
    private static final class EndlessFile extends InputStream {
        private final String start;
        private final long size;
        private char filling = 'x';
        private long read;

        EndlessFile(String start, long size) {
            this.start = start;
            this.size = size;
        }

        @Override
        public int read() {
            if (read == size) {
                return -1;
            }
            char next = read < start.length() ? start.charAt((int) read) : filling;
            read++;
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (read < start.length()) {
                buffer[offset] = (byte) read();
                return 1;
            }
            int count = (int) Math.min(length, size - read);
            Arrays.fill(buffer, offset, offset + count, (byte) filling);
            read += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
