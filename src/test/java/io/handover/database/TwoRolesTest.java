package io.handover.database;

import static io.handover.database.DatabaseUnavailableTest.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of one's own with two ordinary roles, made as README.md says. */
class TwoRolesTest {
    private static final String OWNER =
            "test_%d_owner".formatted(ProcessHandle.current().pid());
    private static final String PROGRAM =
            "test_%d_program".formatted(ProcessHandle.current().pid());
    private static final String DATABASE =
            "test_%d_roles".formatted(ProcessHandle.current().pid());
    private static final String PASSWORD = "…";

    /** Lets in as the superuser of the server. */
    private TestDatabase server;

    private JdbcClient superuser;

    @BeforeEach
    void makeRolesAndDatabase() throws IOException {
        server = TestDatabase.createEmpty();
        superuser = JdbcClient.create(server.dataSource());
        for (String statement : readme("roles")) {
            superuser.sql(statement).update();
        }
    }

    /** The statements of a part of README.md, with names of our own. */
    private static List<String> readme(String part) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return readme.substring(readme.indexOf("<!-- " + part + " -->"), readme.indexOf("<!-- /" + part + " -->"))
                .lines()
                .filter(line -> line.endsWith(";"))
                .map(line -> line.replace("handover_owner", OWNER)
                        .replace("handover_program", PROGRAM)
                        .replace("DATABASE handover", "DATABASE " + DATABASE))
                .toList();
    }

    @AfterEach
    void drop() {
        superuser.sql("DROP DATABASE %s WITH (FORCE)".formatted(DATABASE)).update();
        superuser.sql("DROP ROLE %s".formatted(PROGRAM)).update();
        superuser.sql("DROP ROLE %s".formatted(OWNER)).update();
        server.close();
    }

    private String url() {
        return server.url().replaceAll("/[^/]*$", "/" + DATABASE);
    }

    private DataSource as(String user) {
        return new DriverManagerDataSource(url(), user, PASSWORD);
    }

    /** Starts to work as one role, and migrates as another, and returns what is warned of. */
    private List<String> migrate(String program, String owner) {
        Logger logger = (Logger) LoggerFactory.getLogger(MigrateDatabase.class);
        ListAppender<ILoggingEvent> warned = new ListAppender<>();
        warned.start();
        Level before = logger.getLevel();
        logger.setLevel(Level.WARN);
        logger.addAppender(warned);
        logger.setAdditive(false);
        try {
            new MigrateDatabase("database", as(program)).migrate(as(owner));
            return warned.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            logger.detachAppender(warned);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
    }

    private static void assertIsKeptFromTheLedger(DataSource dataSource) {
        JdbcClient program = JdbcClient.create(dataSource);
        assertThat(program.sql("SELECT count(*) FROM outcomes")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> program.sql("DELETE FROM outcomes").update())
                .hasStackTraceContaining("permission denied for table outcomes");
        assertThatThrownBy(() -> program.sql("CREATE TABLE x ()").update())
                .hasStackTraceContaining("permission denied for schema public");
    }

    @Test
    void theEnvironmentNamesBoth() {
        Map<String, Object> properties = Map.of(
                "handover.database.url", url(),
                "handover.database.user", PROGRAM,
                "handover.database.password", PASSWORD,
                "handover.database.owner", OWNER,
                "handover.database.owner.password", PASSWORD);
        try (ConfigurableApplicationContext application = start(properties)) {
            DataSource pool = application.getBean(DataSource.class);
            assertThat(JdbcClient.create(pool)
                            .sql("SELECT current_user")
                            .query(String.class)
                            .single())
                    .isEqualTo(PROGRAM);
            assertIsKeptFromTheLedger(pool);
        }
    }

    @Test
    void theProgramStartsWithoutTheOwnerOnceTheDatabaseIsMigrated() {
        assertThat(migrate(PROGRAM, OWNER)).isEmpty();
        assertThat(migrate(PROGRAM, PROGRAM)).isEmpty();
        assertIsKeptFromTheLedger(as(PROGRAM));
    }

    @Test
    void theProgramSaysThatItsOwnerHasToMigrateFirst() {
        assertThatThrownBy(() -> migrate(PROGRAM, PROGRAM))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage(
                        "The database has to be migrated first, which its owner may do and this program may not:"
                                + " start Handover once with HANDOVER_DATABASE_OWNER and HANDOVER_DATABASE_OWNER_PASSWORD set.");
    }

    @Test
    void aProgramThatIsNewerThanTheDatabaseSaysSoToo() {
        migrate(PROGRAM, OWNER);
        JdbcClient.create(as(OWNER))
                .sql("DELETE FROM flyway_schema_history WHERE version IS NULL")
                .update();
        assertThatThrownBy(() -> migrate(PROGRAM, PROGRAM)).hasMessageContaining("has to be migrated first");
        migrate(PROGRAM, OWNER);
        migrate(PROGRAM, PROGRAM);
    }

    @Test
    void oneRoleForBothWorksAndWarns() {
        List<String> warned = migrate(OWNER, OWNER);
        assertThat(warned).singleElement().asString().contains("cannot protect the ledger", "HANDOVER_DATABASE_OWNER");
        assertThat(migrate(OWNER, OWNER)).isEqualTo(warned);
    }

    @Test
    void aDatabaseOfOneRoleGetsItsSecondAndGoesBack() {
        migrate(OWNER, OWNER);
        assertThat(migrate(PROGRAM, OWNER)).isEmpty();
        assertIsKeptFromTheLedger(as(PROGRAM));
        assertThat(migrate(OWNER, OWNER)).hasSize(1);
        assertThat(migrate(PROGRAM, OWNER)).isEmpty();
        assertIsKeptFromTheLedger(as(PROGRAM));
    }

    @Test
    void worksWhereEverybodyMayCreateTablesAsUpToPostgreSql14() throws IOException {
        JdbcClient administrator =
                JdbcClient.create(new DriverManagerDataSource(url(), server.user(), server.password()));
        administrator.sql("ALTER SCHEMA public OWNER TO CURRENT_USER").update();
        administrator.sql("GRANT ALL ON SCHEMA public TO PUBLIC").update();
        for (String statement : readme("roles-14")) {
            administrator.sql(statement).update();
        }
        assertThat(migrate(PROGRAM, OWNER)).isEmpty();
        assertThat(migrate(PROGRAM, PROGRAM)).isEmpty();
        assertIsKeptFromTheLedger(as(PROGRAM));
    }

    @Test
    void aRoleMayHaveAnyName() {
        migrate(OWNER, OWNER);
        String name = PROGRAM + "\"; DROP TABLE orders; --$$'\\${program} Ä";
        superuser
                .sql("ALTER ROLE %s RENAME TO %s".formatted(PROGRAM, quoted(name)))
                .update();
        superuser
                .sql("ALTER ROLE %s PASSWORD '%s'".formatted(quoted(name), PASSWORD))
                .update();
        try {
            migrate(name, OWNER);
            assertIsKeptFromTheLedger(as(name));
        } finally {
            superuser
                    .sql("ALTER ROLE %s RENAME TO %s".formatted(quoted(name), PROGRAM))
                    .update();
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
