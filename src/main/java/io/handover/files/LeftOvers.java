package io.handover.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files of writers that were killed. Each writer holds a lock on its own, which the operating system lets go
 * of with the process: what is locked is being written, and what is not was left behind.
 */
final class LeftOvers {
    private LeftOvers() {}

    /** Marks a temporary file as being written, until it is closed. Where there are no locks it stays unmarked. */
    @SuppressWarnings("UnusedVariable") // Held until the channel is closed.
    static void claim(FileChannel temporary) {
        try {
            FileLock held = temporary.lock();
        } catch (IOException noLocks) {
            // Then nobody gets one to delete it with, either.
        }
    }

    /** Deletes the files of the folder with such names that nobody is writing; links are left alone. */
    static void delete(Path folder, String prefix, String suffix) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> {
            String name = String.valueOf(file.getFileName());
            return name.startsWith(prefix) && name.endsWith(suffix);
        })) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isAbandoned(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }
}
