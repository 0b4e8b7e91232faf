package io.handover.database;

import io.handover.database.FaultyConnection.Sent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one client tells the server, message by message
 * (<a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">their forms</a>).
 */
final class ClientMessages {
    /** Requests with higher numbers ask for something else than to begin a session. */
    private static final int HIGHEST_PROTOCOL = 80_000_000;

    private final DataInputStream client;
    private final Map<String, String> prepared = new HashMap<>();
    private final Set<String> transaction = new HashSet<>();
    private boolean inSession;
    private boolean bound;
    private char type;
    private byte[] body = new byte[0];

    ClientMessages(DataInputStream client) {
        this.client = client;
    }

    /** Reads the next message, and returns what is to be carried out by it, if it is such a message. */
    @Nullable
    Sent next() throws IOException {
        boolean began = inSession;
        type = began ? (char) client.readByte() : 0;
        body = new byte[client.readInt() - Integer.BYTES];
        client.readFully(body);
        if (!began) {
            inSession = ByteBuffer.wrap(body).getInt() < HIGHEST_PROTOCOL;
            return null;
        }
        String statement = statement();
        return statement == null ? null : sent(statement);
    }

    private @Nullable String statement() {
        switch (type) {
            case 'P' -> prepared.put(text(0), text(text(0).length() + 1).strip());
            case 'B' -> {
                bound = true;
                return prepared.get(text(text(0).length() + 1));
            }
            case 'E' -> {
                boolean more = !bound;
                bound = false;
                return more ? Sent.MORE_ROWS : null;
            }
            case 'Q' -> {
                return text(0).strip();
            }
            case 'd' -> {
                return Sent.COPY_DATA;
            }
            default -> {
                // Of no interest.
            }
        }
        return null;
    }

    private Sent sent(String statement) {
        if (statement.startsWith("BEGIN")) {
            transaction.clear();
        }
        transaction.add(statement);
        return new Sent(statement, Set.copyOf(transaction));
    }

    private String text(int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** Passes on the message that was read last. */
    void passOn(DataOutputStream server) throws IOException {
        if (type != 0) {
            server.writeByte(type);
        }
        server.writeInt(body.length + Integer.BYTES);
        server.write(body);
        if (client.available() == 0) {
            server.flush();
        }
    }
}
