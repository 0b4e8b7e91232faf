package io.handover.database;

import io.handover.database.DatabaseLogins.Login;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Which database the program works on: the configured one, or else its own. Spring Boot makes the pool for it. */
@Configuration(proxyBeanMethods = false)
@Import(DatabaseInitializationDependencyConfigurer.class)
class DatabaseConfiguration {
    private static final String URL = "handover.database.url";
    private static final String USER = "handover.database.user";
    private static final String PASSWORD = "handover.database.password";
    private static final String OWNER = "handover.database.owner";
    private static final String OWNER_PASSWORD = "handover.database.owner.password";
    private static final String HOME = "handover.home";
    private static final String DEFAULT_HOME = ".handover";

    @Bean
    DatabaseLogins databaseLogins(ConfigurableEnvironment environment) {
        String url = given(environment, URL);
        if (url != null) {
            Login program = new Login(given(environment, USER), given(environment, PASSWORD));
            String owner = given(environment, OWNER);
            return DatabaseLogins.configured(
                    DatabaseAddress.parse(url),
                    program,
                    owner == null ? null : new Login(owner, given(environment, OWNER_PASSWORD)));
        }
        String home = given(environment, HOME);
        return DatabaseLogins.own(EmbeddedServer.open(Path.of(home == null ? DEFAULT_HOME : home)));
    }

    /**
     * Blank counts as not given: that is how one unsets a variable in many a tool. The value is taken as it stands;
     * Spring would look for placeholders in it, and print a password in which it finds a broken one.
     */
    private static @Nullable String given(ConfigurableEnvironment environment, String property) {
        return environment.getPropertySources().stream()
                .map(source -> source.getProperty(property))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .filter(value -> !value.isBlank())
                .orElse(null);
    }

    @Bean
    JdbcConnectionDetails program(DatabaseLogins logins) {
        return logins.program();
    }

    /** The database has the form that the program needs. */
    record Migrated() {}

    @Bean
    Migrated migrateDatabase(DatabaseLogins logins, DataSource program) {
        new MigrateDatabase(DatabaseAddress.parse(logins.url()).toString(), program).migrate(logins.owner(program));
        return new Migrated();
    }
}
