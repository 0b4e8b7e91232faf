package io.handover.nightly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What makes a process the one that works in a home: a lock on a file, which the operating system takes back when the
 * process is gone. The file itself stays.
 */
public final class HomeLock implements AutoCloseable {
    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /** Returns the lock of a home, or empty when somebody else holds it. */
    public static Optional<HomeLock> take(Home home) throws IOException {
        FileChannel file =
                FileChannel.open(home.folder().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            // As by another.
        } finally {
            if (!taken) {
                file.close();
            }
        }
        return taken ? Optional.of(new HomeLock(file)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
