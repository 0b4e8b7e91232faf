package io.handover.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server of a test's own, durable as that of a user, which can be ended in any way and started again where it was. */
public final class RestartableServer implements AutoCloseable {
    /** Ways to end a server; each is a signal to its first process. */
    public enum End {
        /** Sessions are told; what is committed is brought to the disk. */
        FAST("INT"),
        /** As after a crash of a session: everything is dropped at once. */
        IMMEDIATE("QUIT"),
        /** The first process is gone without a word, and its children follow when they notice. */
        KILL("KILL");

        private final String signal;

        End(String signal) {
            this.signal = signal;
        }
    }

    private static final int ATTEMPTS = 100;

    private final EmbeddedServer server;
    private final ServerHome home;
    private final Path binaries;
    private final ServerPrograms programs;
    private final int port;

    private RestartableServer(EmbeddedServer server, ServerHome home) throws IOException {
        this.server = server;
        this.home = home;
        Path postgresql = PostgresArchive.unpackInto(home.folder());
        this.binaries = postgresql.resolve("bin");
        this.programs = new ServerPrograms(home, postgresql);
        this.port = postmaster().port();
    }

    /** Sets a server up in a folder and starts it. */
    public static RestartableServer start(Path folder) throws IOException {
        return new RestartableServer(EmbeddedServer.open(folder), ServerHome.make(folder));
    }

    /** What leads the program there as to a server that somebody else runs. */
    public Map<String, Object> properties() {
        return Map.of(
                "handover.database.url", server.url(EmbeddedServer.DATABASE),
                "handover.database.user", server.user(),
                "handover.database.password", server.password());
    }

    /** Makes a connection for each question, so that a restart does not show. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(server.url(EmbeddedServer.DATABASE), server.user(), server.password());
    }

    /** Ends the server of a home, and waits until it is gone. */
    public static void end(Path folder, End how) throws IOException, InterruptedException {
        Postmaster postmaster = Postmaster.of(ServerHome.make(folder).data()).orElseThrow();
        new ProcessBuilder("kill", "-" + how.signal, Long.toString(postmaster.pid()))
                .start()
                .waitFor();
        for (int attempt = 0; postmaster.isAlive(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("The server did not end: " + how);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    public void end(End how) throws IOException, InterruptedException {
        end(home.folder(), how);
    }

    /** Starts the server again at the port that it had. */
    public void startAgain() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                programs.start(port, EmbeddedServer.DURABLE);
                return;
            } catch (DatabaseUnavailable childrenAreStillThere) {
                if (attempt == ATTEMPTS) {
                    throw childrenAreStillThere;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /**
     * Starts the server again with a small disk, which only it sees, and which is gone when the server has ended.
     *
     * @return the disk, as this process sees it
     */
    public Path startAgainWithSmallDisk(Path disk, int megabytes) throws IOException, InterruptedException {
        ServerAccount account = ServerAccount.ofData(home.data());
        int user = account.owner().isEmpty() ? 0 : account.owner().get(0);
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=%dm,uid=%d,mode=0700 tmpfs \"$0\" && exec \"$@\"".formatted(megabytes, user),
                disk.toString()));
        command.addAll(account.running(List.of(
                binaries.resolve("pg_ctl").toString(),
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + home.data(),
                "--options=-c port=" + port + " -c " + String.join(" -c ", EmbeddedServer.DURABLE))));
        int status = new ProcessBuilder(command)
                .directory(home.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(Files.readString(home.log()));
        }
        return Path.of("/proc", Long.toString(postmaster().pid()), "root", disk.toString());
    }

    private Postmaster postmaster() throws IOException {
        return Postmaster.of(home.data()).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        if (Postmaster.of(home.data()).isPresent() && postmaster().isAlive()) {
            programs.stop();
        }
        server.close();
    }
}
