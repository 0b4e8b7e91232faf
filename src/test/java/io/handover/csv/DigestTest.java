package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest that is made while a file is read is that of the file. */
class DigestTest {
    private static final CsvFile.Format A = CsvFile.Format.requiring(List.of("a"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n",
                "a",
                "a,b\n1,2\n",
                "\uFEFFa;b\r\n1;2",
                "\n\na\tb\n\"1\n\"\t2\n\n\r\n\n",
                "a\r1\r",
                "a\n1\n\uFEFF"
            })
    void holdsEveryByteOnceWhateverPrecedesAndFollowsTheRecords(String text) throws IOException {
        assertThat(readsToItsDigest(text.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(readsToItsDigest((text + "\n" + "x,y\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void holdsTheMarkToo(String charset) throws IOException {
        assertThat(readsToItsDigest("\uFEFFa,b\r\n1,2\r\n".getBytes(Charset.forName(charset))))
                .isTrue();
    }

    @Test
    void holdsLinesWithoutRecordsThatAreLongerThanAnyBuffer() throws IOException {
        assertThat(readsToItsDigest(("a\n1" + "\n".repeat(300_000)).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void aFileThatIsRefusedIsRefusedWithADigestToo() {
        assertThatThrownBy(() -> readsToItsDigest("b\n1\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RefusedInput.class);
    }

    private boolean readsToItsDigest(byte[] bytes) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (CsvFile file = CsvFile.open(Files.write(folder.resolve("test.csv"), bytes), A, digest)) {
            CsvTexts.rest(file);
        }
        return MessageDigest.isEqual(digest.digest(), DigestUtils.sha256(bytes));
    }
}
