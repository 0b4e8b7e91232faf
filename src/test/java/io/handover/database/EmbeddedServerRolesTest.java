package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The two roles of the server that comes along, which makes them by itself. */
class EmbeddedServerRolesTest {
    @TempDir
    static Path folder;

    private static Path home() {
        return folder.resolve("home");
    }

    private static JdbcClient owner(EmbeddedServer server) {
        return JdbcClient.create(
                new DriverManagerDataSource(server.url(EmbeddedServer.DATABASE), server.user(), server.password()));
    }

    private static JdbcClient program(EmbeddedServer server) {
        return JdbcClient.create(new DriverManagerDataSource(
                server.url(EmbeddedServer.DATABASE), EmbeddedServer.PROGRAM, server.programPassword()));
    }

    private static String whoIs(JdbcClient client) {
        return client.sql("SELECT current_user").query(String.class).single();
    }

    @Test
    void theProgramHasARoleAndAPasswordOfItsOwn() {
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(whoIs(owner(server))).isEqualTo("handover");
            assertThat(whoIs(program(server))).isEqualTo("handover_program");
            assertThat(server.programPassword()).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(server.password());
            assertThatThrownBy(() -> program(server).sql("CREATE TABLE x ()").update())
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied for schema public");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void keepsThatPasswordToItsOwner() throws Exception {
        EmbeddedServer.open(home()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve("password-program"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aHomeFromBeforeThereWereTwoRolesGetsTheSecond() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            owner(server).sql("CREATE TABLE kept AS SELECT 42 AS value").update();
            owner(server).sql("DROP ROLE handover_program").update();
        }
        Files.delete(home().resolve("password-program"));
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(whoIs(program(server))).isEqualTo("handover_program");
            assertThat(owner(server)
                            .sql("SELECT value FROM kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(42);
            owner(server).sql("DROP TABLE kept").update();
        }
    }

    @Test
    void theFileSaysWhatTheProgramsPasswordIs() throws Exception {
        String lost;
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            lost = server.programPassword();
        }
        Files.delete(home().resolve("password-program"));
        try (EmbeddedServer server = EmbeddedServer.open(home())) {
            assertThat(server.programPassword()).isNotEqualTo(lost);
            assertThat(whoIs(program(server))).isEqualTo("handover_program");
        }
    }
}
