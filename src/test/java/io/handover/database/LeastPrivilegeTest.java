package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attacks as somebody who has the program's role and password. Whatever the role is not granted has to be refused by
 * the server (42501, insufficient privilege).
 */
class LeastPrivilegeTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final List<String> LEDGER = List.of("outcomes", "tallies", "seals", "runs");

    private static final String TABLES = """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
              AND relkind IN ('r', 'p', 'v', 'm', 'f')
            ORDER BY relname
            """;

    /** Somebody has to be there whose session could be ended. */
    private static Connection owner;

    private static Connection program;

    @BeforeAll
    static void logIn() throws SQLException {
        owner = DATABASE.dataSource().getConnection();
        execute(owner, ConstraintsTest.ROWS);
        program = DATABASE.programDataSource().getConnection();
    }

    @AfterAll
    static void drop() throws SQLException {
        program.close();
        owner.close();
        DATABASE.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> execute(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState())
                                .as(refused.getMessage())
                                .isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private static List<String> texts(String sql) {
        return JdbcClient.create(DATABASE.dataSource())
                .sql(sql)
                .query((row, number) -> row.getString(1))
                .list();
    }

    static Stream<String> attacksOnTheLedger() {
        return LEDGER.stream()
                .flatMap(table -> Stream.of(
                        "DELETE FROM " + table,
                        "DELETE FROM " + table + " WHERE false",
                        "TRUNCATE " + table,
                        "TRUNCATE " + table + " CASCADE",
                        "DROP TABLE " + table,
                        "DROP TABLE " + table + " CASCADE",
                        "ALTER TABLE " + table + " DISABLE TRIGGER ALL",
                        "ALTER TABLE " + table + " ADD COLUMN x text",
                        "ALTER TABLE " + table + " RENAME TO x",
                        "ALTER TABLE " + table + " OWNER TO handover_program",
                        "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY",
                        "CREATE TRIGGER t BEFORE INSERT ON " + table + " EXECUTE FUNCTION hold_facts_still()",
                        "CREATE RULE r AS ON INSERT TO " + table + " DO INSTEAD NOTHING",
                        "CREATE POLICY p ON " + table,
                        "CREATE INDEX ON " + table + " ((1))",
                        "DO 'BEGIN LOCK TABLE " + table + "; END'",
                        "COMMENT ON TABLE " + table + " IS ''"));
    }

    @ParameterizedTest
    @MethodSource("attacksOnTheLedger")
    void cannotTouchTheLedger(String attack) {
        assertRefused(program, attack);
    }

    static Stream<String> attacks() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(LeastPrivilegeTest.class.getResourceAsStream("/database/attacks.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void cannotLeaveItsPlace(String attack) {
        assertRefused(program, attack);
    }

    static List<String> tables() {
        return texts(TABLES);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void deletesNothing(String table) {
        assertRefused(program, "DELETE FROM " + table);
        assertRefused(program, "TRUNCATE " + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcomes", "tallies", "seals"})
    void notEvenTheOwnerChangesTheLedger(String table) throws SQLException {
        for (String attack : List.of(
                "UPDATE %s SET run_id = 9", "DELETE FROM %s", "DELETE FROM %s WHERE false", "TRUNCATE %s CASCADE")) {
            assertOnlyGrows(attack.formatted(table));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM runs", "TRUNCATE runs CASCADE"})
    void notEvenTheOwnerForgetsARun(String attack) throws SQLException {
        assertOnlyGrows(attack);
    }

    private static void assertOnlyGrows(String attack) throws SQLException {
        for (String role : List.of("origin", "replica")) {
            execute(owner, "SET session_replication_role = " + role);
            assertThatThrownBy(() -> execute(owner, attack))
                    .as(attack)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the ledger only grows: ");
        }
        execute(owner, "RESET session_replication_role");
    }

    @Test
    void whoIsGrantedNothingReadsNothing() throws SQLException {
        String stranger = "test_%d_stranger".formatted(ProcessHandle.current().pid());
        String url = DATABASE.url();
        execute(owner, "CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(stranger));
        assertThatThrownBy(() -> DriverManager.getConnection(url, stranger, "x").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
        execute(owner, "GRANT CONNECT ON DATABASE %s TO %s".formatted(owner.getCatalog(), stranger));
        try (Connection connection = DriverManager.getConnection(url, stranger, "x")) {
            assertThat(tables()).hasSizeGreaterThan(12).allSatisfy(table -> {
                assertRefused(connection, "SELECT FROM " + table);
                assertRefused(connection, "INSERT INTO " + table + " DEFAULT VALUES");
            });
            assertRefused(connection, "CREATE TABLE x ()");
        } finally {
            execute(owner, "DROP OWNED BY " + stranger);
            execute(owner, "DROP ROLE " + stranger);
        }
    }
}
