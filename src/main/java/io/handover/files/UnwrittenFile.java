package io.handover.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that cannot be written, with a message for users. */
public final class UnwrittenFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    UnwrittenFile(Path file, IOException failure) {
        super("The file " + what(file, failure) + ".", failure);
        this.what = what(file, failure);
    }

    /** Returns which file cannot be written and why, to go on with. */
    public String what() {
        return what;
    }

    private static String what(Path file, IOException failure) {
        return file + " cannot be written: " + reason(failure);
    }

    /** Returns why something could not be done to a file, in a few words. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return reason == null ? failure.toString() : reason;
    }
}
