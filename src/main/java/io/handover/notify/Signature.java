package io.handover.notify;

import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** What shows a receiver that a call comes from somebody who knows the secret, and when it was made. */
final class Signature {
    private Signature() {}

    /**
     * Returns {@code sha256=} and the HMAC-SHA256 of timestamp, dot and body, all in UTF-8, in hexadecimal digits. The
     * time is in it, so that a call that somebody has overheard cannot be repeated as a new one.
     *
     * @param timestamp seconds since 1970
     */
    static String of(String secret, String timestamp, String body) {
        return "sha256=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(timestamp + "." + body);
    }
}
