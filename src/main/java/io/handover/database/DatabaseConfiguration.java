package io.handover.database;

import io.handover.database.DatabaseLogins.Login;
import java.nio.file.Path;
import javax.sql.DataSource;
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
        String url = Given.value(environment, URL);
        if (url != null) {
            Login program = new Login(Given.value(environment, USER), Given.value(environment, PASSWORD));
            String owner = Given.value(environment, OWNER);
            return DatabaseLogins.configured(
                    DatabaseAddress.parse(url),
                    program,
                    owner == null ? null : new Login(owner, Given.value(environment, OWNER_PASSWORD)));
        }
        String home = Given.value(environment, HOME);
        return DatabaseLogins.own(EmbeddedServer.open(Path.of(home == null ? DEFAULT_HOME : home)));
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
