package io.handover.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.database.TestDatabase;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of what waits reads the orders once, and of the ledger no more than what it needs. */
class WaitingOrdersPlanTest {
    private static final String ROWS = """
            INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            VALUES ('a.example', '', '', 'CUSTOMER', 'ACTIVE', '', '', ''), ('h.example', '', '', 'HOLDING', 'ACTIVE', '', '', '');
            INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner, account_id,
                                virtual_account_id, assigned_by_run)
            SELECT 'S' || n, '', 'STANDARD', 'SHIPPED', 'NONE', 'P1', CASE WHEN n % 1000 = 0 THEN 2 ELSE 1 END, 1, 1
            FROM generate_series(1, 50000) n;
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, terms_version, started_by,
                              terms_accepted, started, program_version)
            VALUES (1, 'apply', 'RUNNING', 'a.csv', 1, repeat('0', 64), '', '1', 'u', now(), now(), '1');
            DO $$BEGIN PERFORM open_period(period) FROM runs; END$$;
            INSERT INTO outcomes (run_id, order_key, record, period, line, decided, requester, status,
                                  sales_order_number, to_account, to_virtual_account, leaf)
            SELECT 1, n, n, period, n, now(), '', 'ASSIGNED', 'S' || n, 'a.example', 'default', sha256('l')
            FROM generate_series(1, 50000) n, runs;
            INSERT INTO order_lines (order_id, line_number, sku, quantity)
            SELECT n, '1', '', 1 FROM generate_series(1, 50000) n;
            ANALYZE;
            """;

    @Test
    void readsNoMoreOfTheLedgerThanItNeeds() {
        try (TestDatabase database = TestDatabase.create()) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            sql.sql(ROWS).update();

            String plan = String.join(
                    "\n",
                    sql.sql("EXPLAIN (ANALYZE) " + WaitingOrders.FIND)
                            .param("partner", null, Types.VARCHAR)
                            .param("until", OffsetDateTime.now(ZoneOffset.UTC))
                            .query(String.class)
                            .list());

            assertThat(plan)
                    .containsPattern("Index Scan using outcomes_\\d{4}_\\d\\d_pkey")
                    .contains("Seq Scan on orders")
                    .doesNotContain("Seq Scan on outcomes", "Seq Scan on order_lines");
        }
    }
}
