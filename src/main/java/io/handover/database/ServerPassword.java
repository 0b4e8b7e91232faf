package io.handover.database;

import io.handover.files.Permissions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import org.postgresql.util.PasswordUtil;

/** The password of Handover's own server: generated once, in a file that only its owner can read. */
final class ServerPassword {
    private static final int RANDOM_BYTES = 24;
    private static final int SALT_BYTES = 16;

    /** More of them make a password dear to guess that somebody has thought up; nobody guesses 24 random bytes. */
    private static final int SCRAM_ITERATIONS = 1;

    private ServerPassword() {}

    /** Returns the password in the file, and makes the file first when it is not there. */
    static String in(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            Path incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
            Files.deleteIfExists(incomplete);
            write(Base64.getUrlEncoder().encodeToString(random), incomplete);
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        }
        try (InputStream password = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(password.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Returns what the server keeps of a password, and takes in place of it. */
    static String keptByServer(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return PasswordUtil.encodeScramSha256(password.toCharArray(), SCRAM_ITERATIONS, salt);
    }

    /** Writes the password into a new file that is closed to others from the beginning. */
    static void write(String password, Path file) throws IOException {
        Files.createFile(file, Permissions.of(file, "rw-------"));
        Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    }
}
