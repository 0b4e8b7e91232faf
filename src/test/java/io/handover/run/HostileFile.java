package io.handover.run;

import io.handover.csv.CsvFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request file that nobody should hand in, and the options that it is handed in with. */
final class HostileFile {
    final byte[] bytes;
    private final @Nullable Charset charset;
    private final @Nullable Character delimiter;
    final long maxRecords;

    /**
     * @param charset null when none is named
     * @param delimiter null when none is named
     * @param maxRecords above which it is refused
     */
    HostileFile(byte[] bytes, @Nullable Charset charset, @Nullable Character delimiter, long maxRecords) {
        this.bytes = bytes;
        this.charset = charset;
        this.delimiter = delimiter;
        this.maxRecords = maxRecords;
    }

    @Nullable
    Charset charset() {
        return charset;
    }

    @Nullable
    Character delimiter() {
        return delimiter;
    }

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
