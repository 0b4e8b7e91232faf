package io.handover.database;

import io.handover.files.Permissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handover's own PostgreSQL: set up when first opened, shared by all processes that open the same home, stopped by the
 * last of them that closes it. It is a process of its own: when a program that uses it dies, it lives on, and the next
 * program finds it; when it dies itself, the next program starts it and it recovers.
 *
 * <p>Two locked files in the home see to that, and the operating system frees both when their holder dies: one is
 * locked while the server is looked for, started or stopped; the other, shared, as long as somebody uses it.
 */
public final class EmbeddedServer implements AutoCloseable {
    /** The database of the program; it is there once the server is open. */
    public static final String DATABASE = "handover";

    /** The role of the program there: it owns nothing. The owner, who may do everything, is the server's first user. */
    static final String PROGRAM = "handover_program";

    /** Durable, reached by loopback alone, and modest, since it shares its machine with the program. */
    static final List<String> DURABLE = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "TimeZone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "wal_compression=on",
            "max_wal_size=2GB",
            "shared_buffers=256MB",
            "random_page_cost=1.1",
            "jit=off");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    /** The open servers by home. The locks are those of the process, and cannot tell two users within it apart. */
    private static final Map<Path, EmbeddedServer> OPEN = new HashMap<>();

    private final ServerHome home;
    private final FileChannel clients;
    private final ServerPrograms programs;
    private final String password;
    private final String programPassword;
    private final Postmaster postmaster;
    private int users = 1;

    private EmbeddedServer(ServerHome home, FileChannel clients, List<String> settings)
            throws IOException, SQLException {
        this.home = home;
        this.clients = clients;
        this.password = ServerPassword.in(home.password());
        this.programPassword = ServerPassword.in(home.programPassword());
        this.programs = new ServerPrograms(home, PostgresArchive.unpackInto(home.folder()));
        this.postmaster =
                new StartServer(home, programs, new ServerConnections(password, programPassword)).run(settings);
    }

    /**
     * Opens the server of a home, and sets it up or starts it first when need be. Every call needs its {@link #close}.
     *
     * @throws DatabaseUnavailable when that does not work
     */
    public static EmbeddedServer open(Path folder) {
        return open(folder, DURABLE);
    }

    /** As {@link #open(Path)}, with settings ({@code name=value}) of one's own; a server that runs already keeps its own. */
    static EmbeddedServer open(Path folder, List<String> settings) {
        synchronized (OPEN) {
            try {
                ServerHome home = ServerHome.make(folder);
                EmbeddedServer server = OPEN.get(home.folder());
                if (server == null) {
                    server = join(home, settings);
                    OPEN.put(home.folder(), server);
                } else {
                    server.users++;
                }
                return server;
            } catch (AccessDeniedException denied) {
                throw new DatabaseUnavailable(
                        "Handover's own PostgreSQL in %s belongs to another user. Start Handover as that user, or set HANDOVER_HOME to a folder of your own."
                                .formatted(folder.toAbsolutePath()),
                        denied);
            } catch (IOException | SQLException failure) {
                throw new DatabaseUnavailable(
                        "Handover's own PostgreSQL in %s cannot be used: %s"
                                .formatted(folder.toAbsolutePath(), failure),
                        failure);
            }
        }
    }

    private static EmbeddedServer join(ServerHome home, List<String> settings) throws IOException, SQLException {
        FileChannel clients = lockFile(home.clients());
        try (FileChannel mutex = lockFile(home.mutex())) {
            mutex.lock();
            clients.lock(0, Long.MAX_VALUE, true);
            return new EmbeddedServer(home, clients, settings);
        } catch (IOException | SQLException | RuntimeException failure) {
            clients.close();
            throw failure;
        }
    }

    /** Opens a file to lock, closed to other users: whoever can read it could keep the server from ever stopping. */
    private static FileChannel lockFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                Permissions.of(file, "rw-------"));
    }

    /** Returns the JDBC address of a database of the server, without user and password. */
    public String url(String database) {
        return ServerConnections.url(postmaster.port(), database);
    }

    /** The owner of all tables, who may do everything on the server. */
    public String user() {
        return ServerPrograms.USER;
    }

    public String password() {
        return password;
    }

    /** The password of {@link #PROGRAM}. */
    String programPassword() {
        return programPassword;
    }

    /** Gives the server up, and stops it when nobody else uses it. A failure is logged: the work was done before. */
    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(home.folder());
                leave();
            }
        }
    }

    private void leave() {
        try (FileChannel mutex = lockFile(home.mutex())) {
            mutex.lock();
            clients.close();
            stopUnlessUsed();
        } catch (IOException failure) {
            LOG.warn("{}", failure.toString());
        }
    }

    private void stopUnlessUsed() throws IOException {
        try (FileChannel others = lockFile(home.clients())) {
            FileLock alone = others.tryLock();
            if (alone != null && postmaster.isAlive()) {
                programs.stop();
            }
        } catch (DatabaseUnavailable failure) {
            if (postmaster.isAlive()) {
                LOG.warn("{}", failure.getMessage());
            }
        }
    }
}
