package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What users are told, with a real database and Spring around the exception as in the program. */
class DatabaseUnavailableTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(DatabaseConfiguration.class)
    static class Application {}

    /** As arguments, which count more than what other tests may have left in the properties of the process. */
    static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static String told(Map<String, Object> properties) {
        Throwable failure = catchThrowable(() -> start(properties).close());
        assertThat(failure).as("failure to start").isNotNull();
        return Objects.requireNonNull(
                DatabaseUnavailable.in(failure).orElseThrow().getMessage());
    }

    private static Map<String, Object> with(TestDatabase database, String property, String value) {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("handover.database." + property, value);
        return properties;
    }

    private static String name(TestDatabase database) {
        return DatabaseAddress.parse(database.url()).toString();
    }

    private static void execute(DataSource dataSource, String sql) {
        JdbcClient.create(dataSource).sql(sql).update();
    }

    @Test
    void migratesAnEmptyDatabaseAndWorksInUtc() {
        try (TestDatabase database = TestDatabase.createEmpty();
                ConfigurableApplicationContext application = start(database.properties())) {
            JdbcClient client = JdbcClient.create(application.getBean(DataSource.class));
            assertThat(client.sql("SELECT count(*) FROM orders")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(client.sql("SHOW TIME ZONE").query(String.class).single())
                    .isEqualTo("UTC");
            assertThat(client.sql("SHOW application_name").query(String.class).single())
                    .isEqualTo("handover");
        }
    }

    @Test
    void worksOnItsOwnServerWhenNoneIsConfigured() {
        Map<String, Object> properties =
                Map.of("handover.database.url", " ", "handover.home", TestDatabase.HOME.toString());
        try (TestDatabase sameServer = TestDatabase.create();
                ConfigurableApplicationContext application = start(properties)) {
            JdbcClient client = JdbcClient.create(application.getBean(DataSource.class));
            assertThat(client.sql("SELECT current_database() || inet_server_port()")
                            .query(String.class)
                            .single())
                    .isEqualTo("handover" + sameServer.url().replaceAll(".*:|/.*", ""));
        }
    }

    @Test
    void tellsWhereItCouldNotReachTheServer() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:%d/orders".formatted(port);
        assertThat(told(Map.of("handover.database.url", url, "handover.database.password", "s3cret")))
                .isEqualTo(
                        "Cannot reach the database \"orders\" at localhost:%d (Connection refused). Check that the server is running and that its address is right.",
                        port);
    }

    @Test
    void tellsThatThereIsNoSuchHost() {
        assertThat(told(Map.of("handover.database.url", "postgresql://ann:s3cret@nowhere.invalid/orders")))
                .startsWith(
                        "Cannot reach the database \"orders\" at nowhere.invalid:5432 (unknown host nowhere.invalid).");
    }

    @Test
    void tellsThatThePasswordIsWrong() {
        try (TestDatabase database = TestDatabase.create()) {
            assertThat(told(with(database, "password", "s3cret")))
                    .isEqualTo(
                            "The %s does not let Handover in (password authentication failed for user \"handover_program\"). Check user and password.",
                            name(database));
        }
    }

    @Test
    void tellsThatTheOwnersPasswordIsWrong() {
        try (TestDatabase database = TestDatabase.create()) {
            assertThat(told(with(database, "owner.password", "s3cret")))
                    .isEqualTo(
                            "The %s does not let Handover in (password authentication failed for user \"handover\"). Check user and password.",
                            name(database));
        }
    }

    @Test
    void tellsThatTheDatabaseIsMissing() {
        try (TestDatabase database = TestDatabase.create()) {
            String url = database.url() + "_missing";
            assertThat(told(with(database, "url", url)))
                    .startsWith("There is no %s (database ".formatted(DatabaseAddress.parse(url)))
                    .endsWith("Create it, or correct its name in HANDOVER_DATABASE_URL.");
        }
    }

    @Test
    void refusesADatabaseThatANewerProgramHasMigrated() {
        try (TestDatabase database = TestDatabase.create()) {
            execute(database.dataSource(), """
                    INSERT INTO flyway_schema_history
                    SELECT 999, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', now(), 1, true
                    """);
            assertThat(told(database.properties()))
                    .isEqualTo("The %s was last used by a newer Handover than this one; use that one.", name(database));
        }
    }

    @Test
    void tellsWhyAMigrationFailed() {
        try (TestDatabase database = TestDatabase.create()) {
            execute(database.dataSource(), "DELETE FROM flyway_schema_history WHERE version >= '005'");
            assertThat(told(database.properties()))
                    .isEqualTo("The %s cannot be migrated (relation \"outcomes\" already exists).", name(database));
        }
    }

    @Test
    void refusesAServerOlderThanFourteen() {
        String database = "database \"orders\" at db:5432";
        MigrateDatabase.refuseOldServer(database, 14);
        assertThatThrownBy(() -> MigrateDatabase.refuseOldServer(database, 13))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "The database \"orders\" at db:5432 is served by PostgreSQL 13; Handover needs 14 or newer.");
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    @Test
    void recognizesAConnectionThatIsCutUnderItsUser() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.dataSource().getConnection()) {
            int backend = JdbcClient.create(database.dataSource())
                    .sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle'")
                    .query(Integer.class)
                    .single();
            execute(database.dataSource(), "DO $$ BEGIN PERFORM pg_terminate_backend(%d); END $$".formatted(backend));
            Throwable failure =
                    catchThrowable(() -> connection.createStatement().execute("SELECT 1"));
            assertThat(DatabaseUnavailable.in(new IllegalStateException(failure)))
                    .hasValueSatisfying(
                            told -> assertThat(told).hasMessageStartingWith("The database ended the connection"));
            Throwable next = catchThrowable(() -> ask(connection));
            assertThat(DatabaseUnavailable.in(next)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08006, Cannot reach",
        "28000, does not let",
        "3D000, There is no",
        "57P01, ended the connection",
        "57P03, started or",
        "57P05, ended the connection",
        "53300, no more connections",
        "53100, disk",
        "53200, out of memory",
        "53400, short of something",
        "57014, told to give up",
        "25006, allows no changes",
        "55P03, keeps locked",
        "40001, in Handover's way",
        "40P01, in Handover's way",
        "58030, read or write its files"
    })
    void recognizesStatesOfTheServer(String state, String words) {
        Throwable failure = new IllegalStateException(new SQLException("FATAL: told", state));
        assertThat(DatabaseUnavailable.in(failure))
                .hasValueSatisfying(told -> assertThat(told)
                        .hasMessageContaining(words)
                        .hasMessageContaining("(told)")
                        .hasCause(failure));
    }

    @ParameterizedTest
    @CsvSource({"23505", "25P02", "42P01", "XX000"})
    void leavesOtherStatesAlone(String state) {
        assertThat(DatabaseUnavailable.in(new IllegalStateException(new SQLException("other", state))))
                .isEmpty();
    }

    @Test
    void recognizesPoolSpringAndFlyway() {
        assertThat(DatabaseUnavailable.in(new SQLTransientConnectionException("request timed out")))
                .isPresent();
        assertThat(DatabaseUnavailable.in(new CannotGetJdbcConnectionException("none")))
                .isPresent();
        assertThat(DatabaseUnavailable.in(new FlywayException("locked"))).isPresent();
    }

    @Test
    void takesADatabaseUnavailableAsItIs() {
        DatabaseUnavailable told = new DatabaseUnavailable("told");
        assertThat(DatabaseUnavailable.in(new IllegalStateException(told))).containsSame(told);
    }

    @Test
    void findsNothingInFailuresOfAnotherKind() {
        assertThat(DatabaseUnavailable.in(new IllegalStateException("Connection refused")))
                .isEmpty();
    }
}
