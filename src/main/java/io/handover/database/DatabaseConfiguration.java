package io.handover.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Which database the program works on: the configured one, or else its own. Spring Boot makes the pool for it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final String URL = "handover.database.url";
    private static final String USER = "handover.database.user";
    private static final String PASSWORD = "handover.database.password";
    private static final String HOME = "handover.home";
    private static final String DEFAULT_HOME = ".handover";

    @Bean
    JdbcConnectionDetails database(Environment environment) {
        String url = given(environment, URL);
        if (url != null) {
            return new ConfiguredDatabase(
                    DatabaseAddress.parse(url), given(environment, USER), given(environment, PASSWORD));
        }
        String home = given(environment, HOME);
        return new OwnDatabase(EmbeddedServer.open(Path.of(home == null ? DEFAULT_HOME : home)));
    }

    /** Blank counts as not given: that is how one unsets a variable in many a tool. */
    private static @Nullable String given(Environment environment, String property) {
        String value = environment.getProperty(property);
        return value == null || value.isBlank() ? null : value;
    }

    @Bean
    FlywayMigrationStrategy migrateDatabase(JdbcConnectionDetails database) {
        return new MigrateDatabase(DatabaseAddress.parse(database.getJdbcUrl()).toString());
    }

    /** A server that somebody else runs. Not a record, for those print all they hold. */
    private static final class ConfiguredDatabase implements JdbcConnectionDetails {
        private final DatabaseAddress address;
        private final @Nullable String user;
        private final @Nullable String password;

        ConfiguredDatabase(DatabaseAddress address, @Nullable String user, @Nullable String password) {
            this.address = address;
            this.user = user == null ? address.user() : user;
            this.password = password == null ? address.password() : password;
        }

        @Override
        public String getJdbcUrl() {
            return address.jdbcUrl();
        }

        @Override
        public @Nullable String getUsername() {
            return user;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }
    }

    /** The server that Handover brings along. Spring closes it after the pool, which needs it. */
    private record OwnDatabase(EmbeddedServer server) implements JdbcConnectionDetails, AutoCloseable {
        @Override
        public String getJdbcUrl() {
            return server.url(EmbeddedServer.DATABASE);
        }

        @Override
        public String getUsername() {
            return server.user();
        }

        @Override
        public String getPassword() {
            return server.password();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
