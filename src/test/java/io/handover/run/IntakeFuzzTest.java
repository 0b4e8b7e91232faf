package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Hands in files that are broken in every way: {@code -Dfiles=} of them, from {@code -Dseed=}. A file that breaks a law
 * is kept in {@code target/fuzz}.
 */
class IntakeFuzzTest {
    private static final int FILES = Integer.getInteger("files", 2_000);
    private static final long SEED = Long.getLong("seed", 1);
    private static final Path FOLDER = Path.of("target", "fuzz");

    @Test
    void everyFileIsRefusedRightlyOrReadAsCommonsCsvReadsIt() throws IOException {
        HostileFiles files = new HostileFiles(new Random(SEED));
        Path path = Files.createDirectories(FOLDER).resolve("intake.csv");
        int read = 0;
        long records = 0;
        for (int number = 1; number <= FILES; number++) {
            HostileFile file = files.next();
            file.write(path);
            try {
                PlainReading plain = new IntakeLaw(file).holds(path);
                read += plain == null ? 0 : 1;
                records += plain == null ? 0 : plain.records.size() - 1;
            } catch (Throwable broken) {
                Path kept = FOLDER.resolve("seed-%d-file-%d.csv".formatted(SEED, number));
                file.write(kept);
                throw new AssertionError(
                        "file %d of seed %d, kept as %s: %s".formatted(number, SEED, kept, file), broken);
            }
        }
        System.out.printf(
                "files %,d, refused %,d, compared record by record with Commons CSV %,d, records %,d, seed %d%n",
                FILES, FILES - read, read, records, SEED);
        assertThat(read).as("files that were read").isGreaterThan(FILES / 5);
        assertThat(FILES - read).as("files that were refused").isGreaterThan(FILES / 5);
    }
}
