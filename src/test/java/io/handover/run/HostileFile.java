package io.handover.run;

import io.handover.csv.CsvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request file that nobody should hand in, and the options that it is handed in with.
 *
 * @param charset null when none is named
 * @param delimiter null when none is named
 * @param maxRecords above which it is refused
 */
record HostileFile(
        byte[] bytes, @Nullable Charset charset, @Nullable Character delimiter, long maxRecords) {
    CsvFile.Format format() {
        return new CsvFile.Format(Set.of("order_number", "smart_account"), charset, delimiter, maxRecords);
    }

    RunSettings settings(Path out) {
        return new RunSettings(charset == null ? null : charset.name(), delimiter, maxRecords, 1, out, true);
    }

    /** Writes it in place of the one before, where it is found when reading it fails or never ends. */
    void write(Path file) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "%,d bytes, charset %s, delimiter %s, at most %,d records"
                .formatted(bytes.length, charset, delimiter, maxRecords);
    }
}
