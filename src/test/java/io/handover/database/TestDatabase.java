package io.handover.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A migrated database of its own for a test class, a clone of one that was migrated once for all tests of the process.
 * It lies on Handover's own server, under {@code target}, with all that makes data durable switched off.
 *
 * <p>For a test with Spring, give it to the application: {@code new SpringApplicationBuilder(…)
 * .properties(database.properties())}, or each of them to a {@code DynamicPropertyRegistry}.
 */
public final class TestDatabase implements AutoCloseable {
    static final Path HOME = Path.of("target", "test-postgresql");

    /** For its owner: what refuses every change of the ledger stands aside. */
    public static final String LET_THE_LEDGER_CHANGE = """
            DO $$
            DECLARE
                part regclass;
            BEGIN
                ALTER TABLE tallies DISABLE TRIGGER tallies_only_grow;
                ALTER TABLE seals DISABLE TRIGGER seals_only_grow;
                ALTER TABLE runs DISABLE TRIGGER runs_stay;
                ALTER TABLE detached_periods DISABLE TRIGGER detached_periods_only_grow;
                FOR part IN SELECT relid FROM pg_partition_tree('outcomes') LOOP
                    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER outcomes_only_grow', part);
                END LOOP;
            END
            $$
            """;

    private static final String DATABASES_PREFIX = "test_";
    private static final long PROCESS = ProcessHandle.current().pid();
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final String name;
    private static final String PROGRAM_SESSIONS = """
            SELECT pid
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND usename <> current_user
            """;

    private final HikariDataSource dataSource;
    private final HikariDataSource programDataSource;

    private TestDatabase(String name) {
        this.name = name;
        this.dataSource = pool(name, user(), password());
        this.programDataSource = pool(name, program(), programPassword());
    }

    /** Returns a database with all tables and nothing in them. */
    public static TestDatabase create() {
        return cloneOf(Shared.TEMPLATE);
    }

    /** Returns a database that has not been migrated. */
    public static TestDatabase createEmpty() {
        return cloneOf("template0");
    }

    /** Returns another database with the same content; nobody else may be connected to this one. */
    public TestDatabase copy() {
        // Only those of this pool are left, and the server waits some seconds for connections that are being closed.
        dataSource.getHikariPoolMXBean().softEvictConnections();
        return cloneOf(name);
    }

    private static TestDatabase cloneOf(String template) {
        String name = DATABASES_PREFIX + PROCESS + "_" + CREATED.incrementAndGet();
        Shared.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
        Shared.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
        Shared.execute("GRANT CONNECT, TEMPORARY ON DATABASE %s TO %s".formatted(name, EmbeddedServer.PROGRAM));
        return new TestDatabase(name);
    }

    /** The JDBC address, without user and password. */
    public String url() {
        return Shared.SERVER.url(name);
    }

    /** The owner of all tables. */
    public String user() {
        return Shared.SERVER.user();
    }

    public String password() {
        return Shared.SERVER.password();
    }

    /** The role that the program works as. */
    public String program() {
        return EmbeddedServer.PROGRAM;
    }

    public String programPassword() {
        return Shared.SERVER.programPassword();
    }

    /**
     * The owner's pool, to arrange and check with, which the program could not. As in the program's own the session's
     * time zone is UTC, which is not that of the process.
     */
    public DataSource dataSource() {
        return dataSource;
    }

    /** As {@link #dataSource}, of the role that the program works as: for parts of it that a test runs by themselves. */
    public DataSource programDataSource() {
        return programDataSource;
    }

    /** Ends the program's sessions, or waits until they have ended, so that all they did is in the server's statistics. */
    public void endProgramSessions() {
        programDataSource.getHikariPoolMXBean().softEvictConnections();
        JdbcTemplate owner = new JdbcTemplate(dataSource);
        while (!owner.queryForList(PROGRAM_SESSIONS, Integer.class).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** What makes the program work on this database, as its role and not as the owner, as properties of Spring. */
    public Map<String, Object> properties() {
        return Map.of(
                "handover.database.url", url(),
                "handover.database.user", program(),
                "handover.database.password", programPassword(),
                "handover.database.owner", user(),
                "handover.database.owner.password", password());
    }

    /** Drops the database, whoever is still connected. */
    @Override
    public void close() {
        dataSource.close();
        programDataSource.close();
        Shared.execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
    }

    private static HikariDataSource pool(String database, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Shared.SERVER.url(database));
        config.setUsername(user);
        config.setPassword(password);
        config.setMinimumIdle(0);
        // Connects when it is first asked, not before.
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("SET TIME ZONE 'UTC'");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** What the test databases of one process have in common; made when the first of them is. */
    private static final class Shared {
        static final EmbeddedServer SERVER = EmbeddedServer.open(HOME, fast());
        static final String TEMPLATE = makeTemplate();

        private static List<String> fast() {
            return Stream.concat(
                            EmbeddedServer.DURABLE.stream(),
                            Stream.of(
                                    "fsync=off",
                                    "synchronous_commit=off",
                                    "full_page_writes=off",
                                    "shared_preload_libraries=pg_stat_statements"))
                    .toList();
        }

        private static String makeTemplate() {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
            dropLeftOvers();
            String template = DATABASES_PREFIX + PROCESS + "_template";
            execute("CREATE DATABASE " + template);
            try (HikariDataSource owner = pool(template, SERVER.user(), SERVER.password());
                    HikariDataSource program = pool(template, EmbeddedServer.PROGRAM, SERVER.programPassword())) {
                new MigrateDatabase(template, program).migrate(owner);
            }
            return template;
        }

        /** Drops the databases of processes that are no more; a process that was killed could not. */
        private static void dropLeftOvers() {
            for (String name : databases()) {
                long process = Long.parseLong(name.split("_", -1)[1]);
                boolean alive = ProcessHandle.of(process).isPresent();
                if (process == PROCESS || !alive) {
                    execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
                }
            }
        }

        private static List<String> databases() {
            List<String> names = new ArrayList<>();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            return names;
        }

        static void execute(String sql) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }

        private static Connection connect() throws SQLException {
            return DriverManager.getConnection(SERVER.url("postgres"), SERVER.user(), SERVER.password());
        }
    }
}
