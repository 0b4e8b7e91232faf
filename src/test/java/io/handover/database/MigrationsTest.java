package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final String SELECT_STORAGE_OF_ORDERS = """
            SELECT array_to_string(reloptions, ' ')
            FROM pg_class
            WHERE oid = 'orders'::regclass
            """;

    private static final String SELECT_INDEXED_COLUMNS_OF_ORDERS = """
            SELECT DISTINCT attname
            FROM pg_index
            JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
            WHERE indrelid = 'orders'::regclass
            """;

    private static final String SELECT_TABLES_WITHOUT_COMMENT = """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
              AND relkind = 'r'
              AND relname NOT LIKE 'batch\\_%'
              AND relname <> 'flyway_schema_history'
              AND obj_description(oid, 'pg_class') IS NULL
            """;

    private static final String SELECT_TIMESTAMPS_WITHOUT_ZONE = """
            SELECT table_name || '.' || column_name
            FROM information_schema.columns
            WHERE table_schema = 'public'
              AND table_name NOT LIKE 'batch\\_%'
              AND table_name <> 'flyway_schema_history'
              AND data_type = 'timestamp without time zone'
            """;

    private static final String SHOW_TIME_ZONE = """
            SHOW TIME ZONE
            """;

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static List<@Nullable String> texts(String sql) {
        return JdbcClient.create(DATABASE.dataSource())
                .sql(sql)
                .query(String.class)
                .list();
    }

    @Test
    void theFirstMigrationIsSpringBatchsOwnSchema() throws IOException {
        assertThat(statements("/db/migration/V001__batch_metadata.sql"))
                .isEqualTo(statements("/org/springframework/batch/core/schema-postgresql.sql"))
                .contains("CREATE TABLE BATCH_JOB_INSTANCE");
    }

    /** Comments and the width of blanks left out. */
    private static String statements(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(MigrationsTest.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)--.*$", "")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    @Test
    void leavesRoomInThePagesOfOrders() {
        assertThat(texts(SELECT_STORAGE_OF_ORDERS)).containsExactly("fillfactor=80");
    }

    @Test
    void indexesNothingThatAnAssignmentChanges() {
        assertThat(texts(SELECT_INDEXED_COLUMNS_OF_ORDERS))
                .contains("sales_order_number", "web_order_number")
                .doesNotContain("account_id", "virtual_account_id", "version", "assigned_by_run");
    }

    @Test
    void saysOfEveryTableWhatItIs() {
        assertThat(texts(SELECT_TABLES_WITHOUT_COMMENT)).isEmpty();
    }

    @Test
    void keepsTimesWithTheirZone() {
        assertThat(texts(SELECT_TIMESTAMPS_WITHOUT_ZONE)).isEmpty();
    }

    @Test
    void sessionsAreInUtcThoughTheProcessIsNot() {
        assertThat(texts(SHOW_TIME_ZONE)).containsExactly("UTC");
    }
}
