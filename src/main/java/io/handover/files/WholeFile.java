package io.handover.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A file that is there whole or not at all: written under a temporary name beside its own, brought to the disk, and
 * renamed.
 *
 * <p>It goes to the folder that was named and nowhere else, whoever else may write there: the temporary file is always
 * a new one, never one that a link leads to, and renaming replaces a link instead of following it.
 *
 * <p>Reports say who bought what. So the owner may read and write them, the group may read them, for those who
 * collect reports of a service, and nobody else; the umask can take more away.
 */
public final class WholeFile {
    private static final String SUFFIX = ".part";
    private static final String FILE_PERMISSIONS = "rw-r-----";
    private static final String FOLDER_PERMISSIONS = "rwxr-x---";

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes the file, in place of one that may be there, and returns its SHA-256 in hexadecimal digits.
     *
     * @throws UnwrittenFile when it cannot be written; what was there before is there still
     */
    public static String write(Path file, Content content) {
        try {
            Path folder = folderOf(file);
            LeftOvers.delete(folder, prefix(file), SUFFIX);
            return write(
                    file,
                    Files.createTempFile(folder, prefix(file), SUFFIX, Permissions.of(folder, FILE_PERMISSIONS)),
                    content);
        } catch (IOException failure) {
            throw new UnwrittenFile(file, failure);
        }
    }

    /** Makes the folder that the file goes to; it may be a link that the user has named. */
    private static Path folderOf(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return Files.isDirectory(folder)
                ? folder
                : Files.createDirectories(folder, Permissions.of(folder, FOLDER_PERMISSIONS));
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    private static String write(Path file, Path temporary, Content content) throws IOException {
        try {
            MessageDigest sha256 = DigestUtils.getSha256Digest();
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    OutputStream out = new BufferedOutputStream(
                            new DigestOutputStream(Channels.newOutputStream(channel), sha256), 1 << 16)) {
                LeftOvers.claim(channel);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(sha256.digest());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
