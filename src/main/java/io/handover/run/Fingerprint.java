package io.handover.run;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** What identifies the bytes of a file. */
final class Fingerprint {
    private Fingerprint() {}

    /** Returns the SHA-256 of the file, 64 hexadecimal digits. */
    static String of(Path file) throws IOException {
        return new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file);
    }
}
