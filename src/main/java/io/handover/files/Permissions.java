package io.handover.files;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What owner, group and others may do with a file or folder, from the moment on at which it is made. */
public final class Permissions {
    private Permissions() {}

    /**
     * Returns permissions as an attribute for a new file, or none where the file system has no such thing.
     *
     * @param where a path on the file system
     * @param permissions as {@code ls} writes them: {@code rw-r-----}
     */
    public static FileAttribute<?>[] of(Path where, String permissions) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
