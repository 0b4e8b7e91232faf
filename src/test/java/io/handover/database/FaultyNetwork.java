package io.handover.database;

import io.handover.database.FaultyConnection.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network between the program and its database that does what networks do: it cuts, hangs, refuses. */
public final class FaultyNetwork implements AutoCloseable {
    /** What becomes of a statement on its way. */
    public enum Fate {
        ARRIVES,
        /** The connection is cut, and the server never gets it. */
        IS_LOST,
        /** The server carries it out, and the connection is cut before the client hears of it. */
        ANSWER_IS_LOST
    }

    private final Map<String, Object> properties;
    private final InetSocketAddress server;
    private final List<FaultyConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong statements = new AtomicLong();
    private final int port;
    private @Nullable ServerSocket entrance;
    private volatile boolean hanging;
    private volatile Function<Sent, Fate> fault = sent -> Fate.ARRIVES;

    private FaultyNetwork(Map<String, Object> database, int server) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server);
        this.port = open(0);
        this.properties = database.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> throughHere(each.getValue(), server)));
    }

    /**
     * Opens a network before a server on this machine.
     *
     * @param properties what leads the program to the server, as those of {@link TestDatabase#properties()}
     */
    public static FaultyNetwork before(Map<String, Object> properties) {
        Object url = properties.get("handover.database.url");
        return new FaultyNetwork(
                properties, Integer.parseInt(String.valueOf(url).replaceFirst(".*:(\\d+)/.*", "$1")));
    }

    private Object throughHere(Object value, int server) {
        return value.toString().startsWith("jdbc:")
                ? value.toString().replace(":" + server + "/", ":" + port + "/")
                : value;
    }

    /** What leads the program to the server through this network. */
    public Map<String, Object> properties() {
        return new HashMap<>(properties);
    }

    /** Asks for the fate of every statement from now on, before it goes to the server. */
    public void decideBy(Function<Sent, Fate> fault) {
        this.fault = fault;
    }

    /** How many statements have passed. */
    public long statements() {
        return statements.get();
    }

    /** Cuts all connections. */
    public void cut() {
        connections.forEach(FaultyConnection::cut);
    }

    /** Cuts the connections on which a statement with this text was ever sent. */
    public void cut(String text) {
        connections.stream().filter(each -> each.hasSent(text)).forEach(FaultyConnection::cut);
    }

    /** Cuts all connections, and refuses new ones until {@link #comeBack}. */
    public void goDown() {
        synchronized (server) {
            ServerSocket open = entrance;
            entrance = null;
            close(open);
        }
        cut();
    }

    public void comeBack() {
        synchronized (server) {
            if (entrance == null) {
                open(port);
            }
        }
    }

    /** Keeps everything from arriving, without a word, or lets it arrive again. */
    public void hang(boolean hangs) {
        synchronized (connections) {
            hanging = hangs;
            connections.notifyAll();
        }
    }

    Fate fateOf(Sent sent) {
        statements.incrementAndGet();
        return fault.apply(sent);
    }

    void awaitPassage() throws InterruptedException {
        synchronized (connections) {
            while (hanging) {
                connections.wait();
            }
        }
    }

    void forget(FaultyConnection cut) {
        connections.remove(cut);
    }

    private int open(int port) {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            entrance = socket;
            Thread porter = new Thread(() -> letIn(socket), "faulty-network");
            porter.setDaemon(true);
            porter.start();
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letIn(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket onwards = new Socket();
                try {
                    onwards.connect(server);
                    connections.add(new FaultyConnection(this, client, onwards));
                } catch (IOException noServer) {
                    close(client);
                    close(onwards);
                }
            } catch (IOException closed) {
                close(door);
            }
        }
    }

    static void close(@Nullable AutoCloseable closed) {
        try {
            if (closed != null) {
                closed.close();
            }
        } catch (Exception alreadyGone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        hang(false);
        goDown();
    }
}
