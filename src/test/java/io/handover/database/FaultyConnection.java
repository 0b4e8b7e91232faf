package io.handover.database;

import io.handover.database.FaultyNetwork.Fate;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One connection through a {@link FaultyNetwork}. */
public final class FaultyConnection {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FaultyNetwork network;
    private final Socket client;
    private final Socket server;
    private final Set<String> statements = ConcurrentHashMap.newKeySet();
    private volatile boolean losesAnswer;

    FaultyConnection(FaultyNetwork network, Socket client, Socket server) throws IOException {
        this.network = network;
        this.client = client;
        this.server = server;
        // What is cut is gone at once, with a reset and not with a farewell.
        client.setSoLinger(true, 0);
        server.setSoLinger(true, 0);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(this::passOnMessages);
        start(this::passOnAnswers);
    }

    private interface Passing {
        void run() throws IOException, InterruptedException;
    }

    private void start(Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException | InterruptedException over) {
                        // One side is gone; so is the connection then.
                    } finally {
                        cut();
                        network.forget(this);
                    }
                },
                "faulty-connection");
        thread.setDaemon(true);
        thread.start();
    }

    private void passOnMessages() throws IOException, InterruptedException {
        ClientMessages messages =
                new ClientMessages(new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER_BYTES)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER_BYTES));
        while (true) {
            Sent sent = messages.next();
            network.awaitPassage();
            Fate fate = sent == null ? Fate.ARRIVES : fateOf(sent);
            if (fate == Fate.IS_LOST) {
                return;
            }
            losesAnswer |= fate == Fate.ANSWER_IS_LOST;
            messages.passOn(out);
        }
    }

    private Fate fateOf(Sent sent) {
        statements.add(sent.statement());
        return network.fateOf(sent);
    }

    /** The client waits for an answer before it says more, so what comes next from the server is the one to lose. */
    private void passOnAnswers() throws IOException, InterruptedException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0 && !losesAnswer; read = in.read(buffer)) {
            network.awaitPassage();
            out.write(buffer, 0, read);
        }
    }

    boolean hasSent(String text) {
        return statements.stream().anyMatch(statement -> statement.contains(text));
    }

    void cut() {
        FaultyNetwork.close(client);
        FaultyNetwork.close(server);
    }

    /**
     * A statement on its way.
     *
     * @param statement its text, {@link #COPY_DATA} or {@link #MORE_ROWS}
     * @param transaction all that its session has sent since its transaction began, this one included
     */
    public record Sent(String statement, Set<String> transaction) {
        /** Stands for a piece of the data of a COPY. */
        public static final String COPY_DATA = "COPY DATA";

        /** Stands for the wish for more rows of a statement that was sent before. */
        public static final String MORE_ROWS = "MORE ROWS";

        /** Whether the transaction has done something with this in it. */
        public boolean follows(String text) {
            return transaction.stream().anyMatch(each -> each.contains(text));
        }
    }
}
