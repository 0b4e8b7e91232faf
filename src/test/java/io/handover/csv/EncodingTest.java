package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static final String TEXT = "name,town\nL'Haÿ-les-Roses,Αθήνα\n😀,القاهرة\n";
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkGoesBeforeTheCharsetThatIsNamed(String charset) throws IOException {
        byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        assertThat(CsvTexts.records(bytes, in(WINDOWS_1252)))
                .extracting(CsvRecord::values)
                .containsExactly(List.of("L'Haÿ-les-Roses", "Αθήνα"), List.of("😀", "القاهرة"));
    }

    @Test
    void withoutMarkAndNameAFileIsInUtf8() throws IOException {
        assertThat(CsvTexts.records(TEXT.getBytes(StandardCharsets.UTF_8), in(null)))
                .hasSize(2);
    }

    @Test
    void readsTheCharsetThatIsNamed() throws IOException {
        assertThat(CsvTexts.records("name\nMühlheim € 5\n".getBytes(WINDOWS_1252), in(WINDOWS_1252)))
                .extracting(CsvRecord::values)
                .containsExactly(List.of("Mühlheim € 5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTF-8        | E9       | the byte E9 is not UTF-8",
                "UTF-8        | E2 82    | the bytes E2 82 are not UTF-8",
                "UTF-8        | ED A0 80 | the bytes ED A0 80 are not UTF-8",
                "windows-1252 | 81       | the byte 81 is not windows-1252",
                "US-ASCII     | C3       | the byte C3 is not US-ASCII",
            })
    void refusesBytesThatAreNotInTheCharsetAtTheirLine(String charset, String bad, String cause) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("name\r\n\"a\r\nb\"\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes("c,\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
        for (String hex : bad.split(" ", -1)) {
            bytes.write(Integer.parseInt(hex, 16));
        }
        bytes.writeBytes("\nd\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> CsvTexts.records(bytes.toByteArray(), in(Charset.forName(charset))))
                .hasMessage("test.csv: line 20004: " + cause + "; save the file as UTF-8, or name its charset");
    }

    @Test
    void refusesAFileThatEndsWithinACharacter() {
        byte[] bytes = {'n', 'a', 'm', 'e', '\n', (byte) 0xF0, (byte) 0x9F};
        assertThatThrownBy(() -> CsvTexts.records(bytes, in(null)))
                .hasMessageStartingWith("test.csv: line 2: the bytes F0 9F are not UTF-8");
        byte[] wide = {(byte) 0xFF, (byte) 0xFE, 'n', 0, 'a', 0, 'm', 0, 'e', 0, '\n', 0, 'x'};
        assertThatThrownBy(() -> CsvTexts.records(wide, in(null)))
                .hasMessageStartingWith("test.csv: line 2: the byte 78 is not UTF-16LE");
    }

    @Test
    void refusesAnUnknownCharset() {
        assertThat(CsvFile.charset(Path.of("in/monday.csv"), "latin1")).isEqualTo(StandardCharsets.ISO_8859_1);
        for (String unknown : new String[] {"klingon", "no charset", ""}) {
            assertThatThrownBy(() -> CsvFile.charset(Path.of("in/monday.csv"), unknown))
                    .isInstanceOf(RefusedInput.class)
                    .hasMessage("monday.csv: there is no charset with the name " + unknown);
        }
    }

    private static CsvFile.Format in(@Nullable Charset charset) {
        return new CsvFile.Format(Set.of("name"), charset, null, 100_000);
    }
}
