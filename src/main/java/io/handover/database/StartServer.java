package io.handover.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the server of a home, or starts it, whatever state the home is in: empty, left by a killed program half way, or
 * crashed. The caller sees to it that nobody else does the same at the same time.
 */
final class StartServer {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int ATTEMPTS = 5;
    private static final int PAUSE_MILLIS = 500;

    private final ServerHome home;
    private final ServerPrograms programs;
    private final ServerConnections connections;

    StartServer(ServerHome home, ServerPrograms programs, ServerConnections connections) {
        this.home = home;
        this.programs = programs;
        this.connections = connections;
    }

    Postmaster run(List<String> settings) throws IOException, SQLException {
        if (!Files.exists(home.data())) {
            programs.initialize(connections.password());
        }
        Optional<Postmaster> left = Postmaster.of(home.data());
        if (left.isPresent()) {
            left.get().forgetIfAnotherProgram();
        }
        Postmaster server = left.isPresent() && connections.answers(left.get()) ? left.get() : start(settings);
        connections.makeHandover(server);
        return server;
    }

    private Postmaster start(List<String> settings) throws IOException {
        startPatiently(settings);
        try {
            Optional<Postmaster> started = Postmaster.of(home.data());
            if (started.isPresent() && connections.answers(started.get())) {
                return started.get();
            }
            throw new DatabaseUnavailable("Handover's own PostgreSQL in %s ended as soon as it had started; see %s."
                    .formatted(home.folder(), home.log()));
        } catch (DatabaseUnavailable failure) {
            programs.stop();
            throw failure;
        }
    }

    /** Tries again when another program has just taken the port, or processes of a crashed server are still going. */
    private void startPatiently(List<String> settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                programs.start(freePort(), settings);
                return;
            } catch (DatabaseUnavailable failure) {
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
                ServerConnections.pause(PAUSE_MILLIS);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }
}
