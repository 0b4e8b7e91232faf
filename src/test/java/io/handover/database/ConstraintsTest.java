package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every named constraint is broken once, by one statement on rows that are fine. */
class ConstraintsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    /** One or more of every table. */
    static final String ROWS = """
            INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            VALUES ('a.example', 'A', 'a', 'CUSTOMER', 'ACTIVE', '', '', '');
            INSERT INTO virtual_accounts (account_id, name, name_folded, is_default, restricted)
            VALUES (1, 'Default', 'default', true, false), (1, 'Other', 'other', false, false);
            INSERT INTO people (email, organization, active, internal)
            VALUES ('p@a.example', 'P1', true, false), ('q@a.example', 'P1', true, false);
            INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner)
            VALUES ('S1', 'W1', 'STANDARD', 'SHIPPED', 'NONE', 'P1'), ('S2', 'W1', 'STANDARD', 'SHIPPED', 'NONE', 'P1');
            INSERT INTO order_lines (order_id, line_number, sku, quantity)
            VALUES (1, '1', 'X', 1), (1, '2', 'X', 1);
            INSERT INTO order_access (order_id, email, revoked)
            VALUES (1, 'p@b.example', false), (1, 'q@b.example', false);
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, terms_version, started_by,
                              terms_accepted, started, program_version)
            VALUES (1, 'apply', 'RUNNING', 'a.csv', 1, repeat('0', 64), '', '1', 'u', now(), now(), '1'),
                   (2, 'apply', 'RUNNING', 'a.csv', 1, repeat('0', 64), '', '1', 'u', now(), now(), '1');
            INSERT INTO requests (run_id, record, line, fields, miscounted, order_number, case_given)
            VALUES (1, 1, 2, '{}', false, 'S1', false), (1, 2, 3, '{}', false, 'S2', false);
            INSERT INTO matches (run_id, order_key, record, facts_version, line, fields, miscounted, orders_found,
                                 order_number, access_granted, accounts_found, account_id, conflicting)
            VALUES (1, 1, 1, 0, 2, '{}', false, 1, 'S1', false, 1, 1, false),
                   (1, 1, 2, 0, 3, '{}', false, 0, NULL, false, 0, NULL, false);
            DO $$BEGIN PERFORM open_period(period) FROM runs; END$$;
            INSERT INTO outcomes (run_id, order_key, record, period, line, decided, requester, status, sales_order_number,
                                  leaf)
            SELECT id, 1, 1, period, 2, now(), '', 'UNCHANGED', 'S1', sha256('l') FROM runs WHERE id = 1
            UNION ALL
            SELECT id, 1, 2, period, 3, now(), '', 'UNCHANGED', 'S1', sha256('m') FROM runs WHERE id = 1;
            INSERT INTO deferred (run_id, record, line, fields, asked_by, order_number, order_number_type, account,
                                  account_key, virtual_account, requester, case_given)
            VALUES (1, 1, 2, '{}', '', 'S1', '', 'a.example', '', '', '', false),
                   (1, 2, 3, '{}', '', 'S2', '', 'a.example', '', '', '', false);
            INSERT INTO tallies (run_id, status, code, requests)
            VALUES (1, 'UNCHANGED', '', 2), (1, 'ASSIGNED', '', 1);
            INSERT INTO outbox (id, run_id, event, channel, recipient, subject, body, created, next_attempt)
            VALUES ('00000000-0000-0000-0000-000000000001', 1, 'run.completed', 'mail', '', '', '', now(), now()),
                   ('00000000-0000-0000-0000-000000000002', 1, 'run.completed', 'webhook', '', '', '', now(), now());
            INSERT INTO subscriptions (email, wanted, changed)
            VALUES ('p@a.example', true, now()), ('q@a.example', true, now());
            INSERT INTO detached_periods (period, export, sha256)
            VALUES ('2001-01-01', '2001-01.csv', repeat('0', 64));
            INSERT INTO seals (run_id, number, outcomes, root, leaf, head, sealed)
            VALUES (1, 1, 2, sha256('r'), sha256('l'), sha256('h'), now()),
                   (2, 2, 2, sha256('r'), sha256('m'), sha256('i'), now());
            """;

    private static final String LET_RUNS_CHANGE = """
            ALTER TABLE runs DISABLE TRIGGER runs_keep_mode;
            """;

    private static final Map<String, String> BREAKS = new TreeMap<>(Map.ofEntries(
            Map.entry("accounts_pk", "INSERT INTO accounts OVERRIDING SYSTEM VALUE SELECT * FROM accounts"),
            Map.entry(
                    "accounts_domain_unique",
                    "INSERT INTO accounts OVERRIDING SYSTEM VALUE SELECT 9, domain, '', '', 'HOLDING', '', '', '', '' FROM accounts"),
            Map.entry("accounts_type_known", "UPDATE accounts SET type = 'customer'"),
            Map.entry("accounts_domain_not_blank", "UPDATE accounts SET domain = ''"),
            Map.entry(
                    "virtual_accounts_pk",
                    "INSERT INTO virtual_accounts OVERRIDING SYSTEM VALUE VALUES (2, 1, 'x', 'x', false, false)"),
            Map.entry("virtual_accounts_of_account", "UPDATE virtual_accounts SET account_id = 9"),
            Map.entry("virtual_accounts_name_unique", "UPDATE virtual_accounts SET name_folded = 'x'"),
            Map.entry("virtual_accounts_name_not_blank", "UPDATE virtual_accounts SET name_folded = ''"),
            Map.entry("virtual_accounts_one_default", "UPDATE virtual_accounts SET is_default = true"),
            Map.entry("people_pk", "UPDATE people SET email = 'x'"),
            Map.entry("people_email_not_blank", "UPDATE people SET email = ''"),
            Map.entry("orders_pk", "INSERT INTO orders OVERRIDING SYSTEM VALUE SELECT * FROM orders"),
            Map.entry("orders_sales_order_number_unique", "UPDATE orders SET sales_order_number = 'S'"),
            Map.entry("orders_sales_order_number_not_blank", "UPDATE orders SET sales_order_number = ''"),
            Map.entry("orders_kind_known", "UPDATE orders SET kind = ''"),
            Map.entry("orders_place_whole", "UPDATE orders SET account_id = 1"),
            Map.entry("order_lines_pk", "UPDATE order_lines SET line_number = '3'"),
            Map.entry("order_lines_of_order", "UPDATE order_lines SET order_id = 9"),
            Map.entry("order_lines_quantity_positive", "UPDATE order_lines SET quantity = 0"),
            Map.entry("order_access_pk", "UPDATE order_access SET email = 'x'"),
            Map.entry("order_access_to_order", "UPDATE order_access SET order_id = 9"),
            Map.entry("runs_pk", "UPDATE runs SET id = 9"),
            Map.entry("runs_mode_known", "UPDATE runs SET mode = 'APPLY'"),
            Map.entry("runs_status_known", "UPDATE runs SET status = 'STARTED'"),
            Map.entry("runs_sha256_form", "UPDATE runs SET sha256 = repeat('A', 64)"),
            Map.entry("runs_terms_accepted_when_applied", "UPDATE runs SET terms_accepted = NULL"),
            Map.entry("runs_ended_after_start", "UPDATE runs SET ended = started - interval '1 second'"),
            Map.entry("runs_undoes_run", "UPDATE runs SET undoes = 9, sha256 = NULL, input_bytes = NULL"),
            Map.entry("runs_of_one_origin", "UPDATE runs SET undoes = 1"),
            Map.entry("runs_bytes_of_file", "UPDATE runs SET input_bytes = NULL"),
            Map.entry("runs_withheld_moves_nothing", "UPDATE runs SET withheld = true"),
            Map.entry("runs_pruned_when_over", "UPDATE runs SET pruned = now()"),
            Map.entry("deferred_pk", "UPDATE deferred SET record = 3"),
            Map.entry("deferred_by_run", "UPDATE deferred SET run_id = 9"),
            Map.entry("deferred_retried_by_run", "UPDATE deferred SET retried_by = 9, retried_as = record"),
            Map.entry("deferred_retried_as_record", "UPDATE deferred SET retried_as = record"),
            Map.entry("deferred_ended_by_run", "UPDATE deferred SET ended = true"),
            Map.entry("requests_pk", "UPDATE requests SET record = 3"),
            Map.entry("requests_record_from_one", "UPDATE requests SET record = 0"),
            Map.entry("requests_line_from_one", "UPDATE requests SET line = 0"),
            Map.entry("requests_miscounted_is_malformed", "UPDATE requests SET miscounted = true, order_number = NULL"),
            Map.entry("requests_malformed_not_matched", "UPDATE requests SET malformation = 'has 1 field'"),
            Map.entry("matches_pk", "UPDATE matches SET record = 3"),
            Map.entry("matches_key_of_one", "UPDATE matches SET order_key = -1 WHERE record = 1"),
            Map.entry("outcomes_pk", "UPDATE outcomes SET record = 3"),
            Map.entry("outcomes_leaf_length", "UPDATE outcomes SET leaf = 'l'"),
            Map.entry("outcomes_status_known", "UPDATE outcomes SET status = 'REFUSED'"),
            Map.entry("outcomes_refused_for_a_reason", "UPDATE outcomes SET status = 'REJECTED'"),
            Map.entry("outcomes_key_of_order", "UPDATE outcomes SET sales_order_number = NULL"),
            Map.entry("outcomes_assigned_elsewhere", "UPDATE outcomes SET status = 'ASSIGNED'"),
            Map.entry("tallies_pk", "UPDATE tallies SET status = 'DEFERRED'"),
            Map.entry("tallies_of_run", "UPDATE tallies SET run_id = 9"),
            Map.entry("tallies_requests_positive", "UPDATE tallies SET requests = 0"),
            Map.entry("outbox_pk", "UPDATE outbox SET id = '00000000-0000-0000-0000-000000000003'"),
            Map.entry("outbox_of_run", "UPDATE outbox SET run_id = 9"),
            Map.entry("outbox_event_known", "UPDATE outbox SET event = 'run.stopped'"),
            Map.entry("outbox_channel_known", "UPDATE outbox SET channel = 'pager'"),
            Map.entry("outbox_attempts_counted", "UPDATE outbox SET attempts = -1"),
            Map.entry("outbox_delivered_by_attempt", "UPDATE outbox SET delivered = now(), next_attempt = NULL"),
            Map.entry("outbox_delivered_once", "UPDATE outbox SET attempts = 1, delivered = now()"),
            Map.entry("subscriptions_pk", "UPDATE subscriptions SET email = 'x'"),
            Map.entry("subscriptions_email_not_blank", "UPDATE subscriptions SET email = ''"),
            Map.entry("seals_pk", "UPDATE seals SET run_id = 1"),
            Map.entry("seals_of_run", "UPDATE seals SET run_id = run_id + 8"),
            Map.entry("seals_number_unique", "UPDATE seals SET number = 2"),
            Map.entry("seals_root_length", "UPDATE seals SET root = 'r'"),
            Map.entry(
                    "detached_periods_pk",
                    "INSERT INTO detached_periods (period, export, sha256) SELECT period, export, sha256 FROM detached_periods"),
            Map.entry("detached_periods_sha256_form", "UPDATE detached_periods SET sha256 = ''"),
            Map.entry("seals_leaf_length", "UPDATE seals SET leaf = 'l'"),
            Map.entry("seals_head_length", "UPDATE seals SET head = 'h'")));

    private static final String SELECT_CONSTRAINTS = """
            SELECT conname
            FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
              AND contype <> 'n'
              AND NOT EXISTS (
                  SELECT
                  FROM pg_class
                  WHERE pg_class.oid = conrelid
                    AND (relispartition OR relname LIKE 'batch\\_%' OR relname = 'flyway_schema_history'))
            UNION
            SELECT relname
            FROM pg_index
            JOIN pg_class ON pg_class.oid = indexrelid
            WHERE indisunique
              AND relnamespace = 'public'::regnamespace
              AND indpred IS NOT NULL
            """;

    @BeforeAll
    static void fill() throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            statement.execute(TestDatabase.LET_THE_LEDGER_CHANGE);
            statement.execute(LET_RUNS_CHANGE);
        }
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    static Stream<Arguments> breaks() {
        return BREAKS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void refuses(String constraint, String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .message()
                    .satisfies(message ->
                            assertThat(ofWhole(message)).contains("constraint \"%s\"".formatted(constraint)));
        }
    }

    /** A part of the ledger names its key itself. */
    private static String ofWhole(String message) {
        return message.replaceAll("outcomes_\\d{4}_\\d{2}_pkey", "outcomes_pk");
    }

    @Test
    void leavesNoConstraintOut() {
        assertThat(JdbcClient.create(DATABASE.dataSource())
                        .sql(SELECT_CONSTRAINTS)
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(BREAKS.keySet());
    }
}
