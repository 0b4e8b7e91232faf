package io.handover.ledger.merkle;

import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes one hash of two, as RFC 6962 section 2.1 does over SHA-256. */
final class NodeHash {
    static final int BYTES = 32;

    private static final byte NODE = 1;

    private final MessageDigest sha256 = DigestUtils.getSha256Digest();

    byte[] of(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
