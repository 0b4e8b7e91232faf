package io.handover.nightly;

import io.handover.files.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * The folder that passes work in. Files arrive in {@code inbox} and {@code inbox/facts}, and end in {@code archive} or
 * {@code refused}; all of it must be on one file system.
 */
public record Home(Path folder) {
    /** As those of reports: what arrives says who bought what. */
    private static final String PERMISSIONS = "rwxr-x---";

    /** Makes the folders that are not there yet. */
    public void make() throws IOException {
        for (Path each : new Path[] {feeds(), reports(), folder.resolve("archive"), refused()}) {
            makeFolder(each);
        }
    }

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, Permissions.of(folder, PERMISSIONS));
        }
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    Path feeds() {
        return inbox().resolve("facts");
    }

    Path reports() {
        return folder.resolve("reports");
    }

    Path archive(LocalDate date) {
        return folder.resolve("archive").resolve(date.toString());
    }

    Path archivedFeeds(LocalDate date) {
        return archive(date).resolve("facts");
    }

    Path refused() {
        return folder.resolve("refused");
    }
}
