package io.handover.facts;

import io.handover.facts.Feed.Changed;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Brings orders up to the staged lines of {@code orders.csv}, and tells which ones Handover has placed otherwise. */
final class PlacedOrders {
    /** What accounts and virtual accounts of a feed stand for, a blank virtual account for the default. */
    private static final String PLACES = """
            CREATE TEMPORARY TABLE places ON COMMIT DROP AS
            SELECT account.domain, folder.name_folded AS virtual_account, folder.account_id, folder.id AS folder_id
            FROM virtual_accounts AS folder
            JOIN accounts AS account ON account.id = folder.account_id
            UNION ALL
            SELECT account.domain, '', folder.account_id, folder.id
            FROM virtual_accounts AS folder
            JOIN accounts AS account ON account.id = folder.account_id
            WHERE folder.is_default;
            CREATE UNIQUE INDEX ON places (domain, virtual_account);
            ANALYZE places;
            """;

    private static final String UPDATE = """
            UPDATE orders AS known
            SET web_order_number = fed.web_order_number,
                kind = fed.kind,
                status = fed.status,
                export_status = fed.export_status,
                partner = fed.partner,
                account_id = CASE
                    WHEN known.assigned_by_run IS NULL AND fed.account_domain IS NOT NULL THEN place.account_id
                    ELSE known.account_id
                END,
                virtual_account_id = CASE
                    WHEN known.assigned_by_run IS NULL AND fed.account_domain IS NOT NULL THEN place.folder_id
                    ELSE known.virtual_account_id
                END,
                placed = CASE
                    WHEN known.assigned_by_run IS NULL AND fed.account_domain IS NOT NULL
                         AND known.account_id IS DISTINCT FROM place.account_id THEN now()
                    ELSE known.placed
                END,
                placed_or_earlier = known.placed_or_earlier
                    AND (known.assigned_by_run IS NOT NULL OR fed.account_domain IS NULL
                         OR known.account_id IS NOT DISTINCT FROM place.account_id),
                version = known.version + 1
            FROM staged_orders AS fed
            LEFT JOIN places AS place
                ON place.domain = fed.account_domain
                AND place.virtual_account = fed.virtual_account
            WHERE known.sales_order_number = fed.sales_order_number
              AND (
                (known.web_order_number, known.kind, known.status, known.export_status, known.partner)
                    IS DISTINCT FROM (fed.web_order_number, fed.kind, fed.status, fed.export_status, fed.partner)
                OR known.assigned_by_run IS NULL
                    AND fed.account_domain IS NOT NULL
                    AND (known.account_id, known.virtual_account_id)
                        IS DISTINCT FROM (place.account_id, place.folder_id)
              )
            """;

    private static final String INSERT = """
            INSERT INTO orders
                (sales_order_number, web_order_number, kind, status, export_status, partner, account_id,
                 virtual_account_id)
            SELECT fed.sales_order_number, fed.web_order_number, fed.kind, fed.status, fed.export_status, fed.partner,
                   place.account_id, place.folder_id
            FROM staged_orders AS fed
            LEFT JOIN places AS place
                ON place.domain = fed.account_domain
                AND place.virtual_account = fed.virtual_account
            WHERE NOT EXISTS (
                SELECT FROM orders AS known WHERE known.sales_order_number = fed.sales_order_number)
            """;

    private static final String DIFFERING = """
            SELECT count(*) OVER () AS total, fed.sales_order_number, fed.account_domain AS feed_account,
                   coalesce(fed_folder.name, '') AS feed_virtual_account,
                   coalesce(account.domain, '') AS account, coalesce(folder.name, '') AS virtual_account,
                   known.assigned_by_run
            FROM staged_orders AS fed
            JOIN orders AS known ON known.sales_order_number = fed.sales_order_number
            LEFT JOIN places AS place
                ON place.domain = fed.account_domain
                AND place.virtual_account = fed.virtual_account
            LEFT JOIN virtual_accounts AS fed_folder ON fed_folder.id = place.folder_id
            LEFT JOIN accounts AS account ON account.id = known.account_id
            LEFT JOIN virtual_accounts AS folder ON folder.id = known.virtual_account_id
            WHERE known.assigned_by_run IS NOT NULL
              AND fed.account_domain IS NOT NULL
              AND (known.account_id, known.virtual_account_id) IS DISTINCT FROM (place.account_id, place.folder_id)
            ORDER BY fed.line
            LIMIT 100
            """;

    private PlacedOrders() {}

    /** Finds out what the staged orders' places stand for, once accounts and virtual accounts are up to date. */
    static void find(JdbcTemplate jdbc) {
        jdbc.execute(PLACES);
    }

    /** Brings the orders up to the staged lines, whose places must have been found. */
    static Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE);
        return new Changed(jdbc.update(INSERT), updated);
    }

    /**
     * Returns the orders that Handover has assigned and the staged lines place elsewhere, before the lines are applied,
     * which leaves those orders where they are. The lines' places must have been found.
     */
    static Differing differing(JdbcTemplate jdbc) {
        long[] total = {0};
        List<DifferingOrder> first = jdbc.query(DIFFERING, (row, number) -> {
            total[0] = row.getLong("total");
            return new DifferingOrder(
                    row.getString("sales_order_number"),
                    row.getString("feed_account"),
                    row.getString("feed_virtual_account"),
                    row.getString("account"),
                    row.getString("virtual_account"),
                    row.getLong("assigned_by_run"));
        });
        return new Differing(total[0], first);
    }

    /** @param first those that are listed, in the order of the feed */
    record Differing(long total, List<DifferingOrder> first) {}
}
