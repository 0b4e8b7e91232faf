package io.handover.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/**
 * Decodes bytes and replaces none that are not in the charset. Everything before the first bad byte is handed out
 * before that byte is complained of, so that whoever reads can tell where it is; {@link java.io.InputStreamReader}
 * throws away what it has decoded by then.
 */
final class StrictDecoder extends Reader {
    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).flip();
    private boolean ended;

    StrictDecoder(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** @throws Undecodable when the next bytes are not in the charset, again each time it is called */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        CharBuffer characters = CharBuffer.wrap(buffer, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes, characters, ended);
            int decoded = characters.position() - offset;
            if (decoded > 0) {
                return decoded;
            }
            if (result.isError()) {
                throw new Undecodable(badBytes(result.length()));
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    private String badBytes(int count) {
        byte[] bad = new byte[count];
        bytes.duplicate().get(bad);
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bad);
        return (count == 1 ? "the byte " + hex + " is" : "the bytes " + hex + " are") + " not " + charset.name()
                + "; save the file as UTF-8, or name its charset";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Bytes that are not in the charset. */
    static final class Undecodable extends IOException {
        private static final long serialVersionUID = 1;

        private final String cause;

        private Undecodable(String cause) {
            super(cause);
            this.cause = cause;
        }

        String cause() {
            return cause;
        }
    }
}
