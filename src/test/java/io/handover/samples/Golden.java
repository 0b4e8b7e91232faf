package io.handover.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of expected output. With {@code -Dregenerate} they are written anew, otherwise they are only compared. */
final class Golden {
    private Golden() {}

    /** Fails unless the file has exactly these bytes. */
    static void assertSame(Path expected, byte[] actual) throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.write(expected, actual);
        }
        assertThat(new String(actual, StandardCharsets.UTF_8))
                .as("%s; when the change is meant: ./mvnw -q test -Dtest=SamplesTest,ReadmeTest -Dregenerate", expected)
                .isEqualTo(Files.readString(expected));
    }
}
