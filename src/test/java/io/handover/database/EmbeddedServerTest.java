package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each test finds the server of one home stopped, and leaves it so. */
class EmbeddedServerTest {
    @TempDir
    static Path folder;

    private static Path home() {
        return folder.resolve("home");
    }

    private static Path data() throws IOException {
        return home().toRealPath().resolve("data");
    }

    private static boolean isRunning() throws IOException {
        Postmaster postmaster = Postmaster.of(data()).orElse(null);
        return postmaster != null && postmaster.isAlive();
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        String url = server.url(EmbeddedServer.DATABASE);
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        String url = server.url(EmbeddedServer.DATABASE);
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void isSharedByProcessesAndStoppedByTheLast() throws Exception {
        List<ServerClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(ServerClient.start(home()));
        }
        String url = clients.get(0).url();
        assertThat(url).startsWith("jdbc:postgresql://127.0.0.1:");
        assertThat(clients.get(1).url()).isEqualTo(url);
        assertThat(clients.get(2).url()).isEqualTo(url);

        clients.get(0).close();
        clients.get(1).close();
        assertThat(isRunning()).isTrue();
        clients.get(2).close();
        assertThat(isRunning()).isFalse();
    }

    @Test
    void outlivesAKilledProcessAndIsFoundByTheNext() throws Exception {
        ServerClient killed = ServerClient.start(home());
        String url = killed.url();
        killed.kill();
        assertThat(isRunning()).isTrue();

        try (EmbeddedServer found = EmbeddedServer.open(home())) {
            assertThat(found.url(EmbeddedServer.DATABASE)).isEqualTo(url);
            assertThat(ask(found, "SELECT 1")).isEqualTo("1");
        }
        assertThat(isRunning()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void outlivesAnInterruptFromTheTerminal() throws Exception {
        // Started in the background of a shell, all children ignore the signal.
        ServerClient interrupted = ServerClient.start(home(), "setsid", "env", "--default-signal=INT");
        interrupted.url();
        new ProcessBuilder("kill", "-INT", "--", "-" + interrupted.pid())
                .start()
                .waitFor();
        assertThat(interrupted.awaitEnd()).isEqualTo(130);
        assertThat(isRunning()).isTrue();
        try (EmbeddedServer found = EmbeddedServer.open(home())) {
            assertThat(ask(found, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void recoversAfterItWasKilled() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            execute(server, "CREATE TABLE kept AS SELECT 42 AS value");
            ProcessHandle postmaster =
                    ProcessHandle.of(Postmaster.of(data()).orElseThrow().pid()).orElseThrow();
            postmaster.destroyForcibly();
        }
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(ask(server, "SELECT value FROM kept")).isEqualTo("42");
            execute(server, "DROP TABLE kept");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void startsThoughTheNumberOfACrashedServerBelongsToAnotherProgram() throws Exception {
        EmbeddedServer.open(home()).close();
        Process other = new ProcessBuilder("sleep", "600").start();
        Path file = data().resolve("postmaster.pid");
        String pid = Long.toString(other.pid());
        Files.write(file, List.of(pid, data().toString(), "1", "1", "", "127.0.0.1", "", "ready"));
        ServerAccount.ofData(data()).own(file);
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        } finally {
            other.destroy();
        }
    }

    @Test
    void isOneServerForAllUsersInOneProcess() throws Exception {
        EmbeddedServer first = EmbeddedServer.open(home());
        EmbeddedServer second = EmbeddedServer.open(folder.resolve("x/../home"));
        assertThat(second.url("a")).isEqualTo(first.url("a"));
        first.close();
        assertThat(ask(second, "SELECT 1")).isEqualTo("1");
        second.close();
        assertThat(isRunning()).isFalse();
    }

    @Test
    void isDurableAndListensOnLoopbackAlone() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server, "SELECT upper('é')")).isEqualTo("É");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            String url = server.url(EmbeddedServer.DATABASE);
            assertThatThrownBy(() -> DriverManager.getConnection(url, server.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void keepsThePasswordToItsOwner() throws Exception {
        String password;
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            password = server.password();
        }
        Path file = home().resolve("password");
        assertThat(Files.readString(file)).isEqualTo(password + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Files.readString(home().resolve("postgresql.log"))).doesNotContain(password);
        assertThat(Files.readString(data().resolve("postmaster.opts"))).doesNotContain(password);
    }

    @Test
    void saysSoWhenThePasswordIsNotThatOfTheServer() throws Exception {
        EmbeddedServer.open(home()).close();
        Path file = home().resolve("password");
        String password = Files.readString(file);
        Files.writeString(file, "wrong-secret");
        assertThatThrownBy(() -> EmbeddedServer.open(home()))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong-secret");
        Files.writeString(file, password);
        EmbeddedServer.open(home()).close();
        assertThat(isRunning()).isFalse();
    }

    @Test
    void startsAfreshWhenItWasKilledWhileBeingSetUp() throws Exception {
        EmbeddedServer.open(home()).close();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createDirectories(other.resolve("postgresql-18.6.0.incomplete/bin"));
        Files.createDirectories(other.resolve("initdb-1/data"));
        Files.writeString(other.resolve("password.incomplete"), "half");
        try (EmbeddedServer server = EmbeddedServer.open(other)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(other.toFile().list())
                .containsExactlyInAnyOrder(
                        "clients.lock",
                        "data",
                        "lock",
                        "password",
                        "password-program",
                        "postgresql-18.6.0",
                        "postgresql.log");
    }

    @Test
    void tellsWhatWasTriedAndWhatTheLogSaysWhenItCannotStart() throws Exception {
        EmbeddedServer.open(home()).close();
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.createSymbolicLink(
                broken.resolve("postgresql-18.6.0"), home().toRealPath().resolve("postgresql-18.6.0"));
        Files.createDirectory(broken.resolve("data"));
        assertThatThrownBy(() -> EmbeddedServer.open(broken))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("pg_ctl start")
                .hasMessageContaining("HANDOVER_DATABASE_URL")
                .hasMessageContaining("is not a database cluster directory");
    }
}
