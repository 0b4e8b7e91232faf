package io.handover.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes how things stand into a file that Prometheus' node exporter collects (its
 * <a href="https://github.com/prometheus/node_exporter#textfile-collector">textfile collector</a>). Who reads it never
 * finds half of it: it has a temporary name until it is whole, one that the collector passes over.
 */
@Component
public class WriteMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(WriteMetrics.class);

    private final Figures figures;
    private final Clock clock;

    WriteMetrics(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** Writes the file in place of the one before. When that cannot be, it is logged, and what was there stays. */
    public void write(Path file) {
        try {
            write(file, Gauges.of(figures, clock.instant()));
        } catch (IOException | RuntimeException failure) {
            LOG.warn(
                    "The metrics were not written to {} ({}).",
                    file,
                    failure.getClass().getSimpleName());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.deleteIfExists(temporary);
            Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
