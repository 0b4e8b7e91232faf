package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When Flyway need not be asked. */
class AppliedMigrationsTest {
    private static final Map<String, String> PROGRAM =
            Map.of("program", EmbeddedServer.PROGRAM, "program_text", "'" + EmbeddedServer.PROGRAM + "'");

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void drop() {
        database.close();
    }

    private boolean areApplied(Map<String, String> placeholders) throws SQLException {
        try (Connection connection = database.programDataSource().getConnection()) {
            return Migrations.areApplied(connection, placeholders);
        }
    }

    @Test
    void theyAreWhereTheyHaveJustBeenApplied() throws SQLException {
        assertThat(areApplied(PROGRAM)).isTrue();
    }

    @Test
    void theyAreNotForAnotherRole() throws SQLException {
        assertThat(areApplied(Map.of("program", "another", "program_text", "'another'")))
                .isFalse();
    }

    @Test
    void ofARepeatableOneTheLatestCounts() throws SQLException {
        change("""
                INSERT INTO flyway_schema_history
                SELECT 0, version, description, type, script, 1, installed_by, installed_on, execution_time, success
                FROM flyway_schema_history
                WHERE version IS NULL
                """);
        assertThat(areApplied(PROGRAM)).isTrue();
        change("UPDATE flyway_schema_history SET installed_rank = 999 WHERE installed_rank = 0");
        assertThat(areApplied(PROGRAM)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '002'",
                "DELETE FROM flyway_schema_history WHERE version = '004'",
                "DELETE FROM flyway_schema_history WHERE version IS NULL",
                "DELETE FROM flyway_schema_history",
                "UPDATE flyway_schema_history SET success = false WHERE version = '003'",
                "UPDATE flyway_schema_history SET type = 'BASELINE' WHERE version = '001'",
                "INSERT INTO flyway_schema_history SELECT 999, '999', 'newer', 'SQL', 'V999__newer.sql', 1, 'x', now(), 1, true",
                "REVOKE SELECT ON flyway_schema_history FROM PUBLIC, handover_program",
                "DROP TABLE flyway_schema_history"
            })
    void theyAreNotWhereTheHistoryIsAnother(String statement) throws SQLException {
        change(statement);
        assertThat(areApplied(PROGRAM)).isFalse();
    }

    private void change(String statement) {
        JdbcClient.create(database.dataSource()).sql(statement).update();
    }
}
