package io.handover.ledger.audit;

import io.handover.csv.RefusedInput;
import io.handover.facts.StageOrders;
import io.handover.ledger.audit.Finding.Departure;
import io.handover.ledger.audit.Finding.LastOutcome;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds a source system's picture of where orders are against Handover's and its ledger. Nothing is changed and nobody
 * else waits.
 */
@Component
public class ReconcileOrders {
    // What is left without a kind is told apart by the ledger, which is asked of what is found only.
    private static final String FIND = """
            CREATE TEMPORARY TABLE findings ON COMMIT DROP AS
            SELECT coalesce(known.sales_order_number, fed.sales_order_number) AS order_number,
                   coalesce(known.web_order_number, fed.web_order_number) AS web_order_number,
                   known.id AS order_id, known.assigned_by_run, known.virtual_account_id AS folder_id,
                   fed.line, nullif(fed.account_domain, '') AS feed_account, fed.virtual_account AS feed_virtual_account,
                   fed.folder_id AS feed_folder_id,
                   CASE
                       WHEN known.id IS NULL THEN 'UNKNOWN_ORDER'
                       WHEN fed.line IS NULL THEN 'NOT_IN_FEED'
                       WHEN fed.nowhere THEN 'UNKNOWN_PLACE'
                       WHEN known.assigned_by_run IS NULL THEN 'NOT_LOADED'
                   END AS kind
            FROM (
                SELECT fed.line, fed.sales_order_number, fed.web_order_number, fed.account_domain, fed.virtual_account,
                       place.folder_id, fed.account_domain <> '' AND place.folder_id IS NULL AS nowhere
                FROM staged_orders AS fed
                LEFT JOIN places AS place
                    ON place.domain = fed.account_domain
                    AND place.virtual_account = fed.virtual_account
            ) AS fed
            FULL JOIN orders AS known ON known.sales_order_number = fed.sales_order_number
            WHERE known.id IS NULL
               OR (fed.line IS NULL AND known.assigned_by_run IS NOT NULL)
               OR (fed.line IS NOT NULL
                   AND (fed.nowhere OR known.virtual_account_id IS DISTINCT FROM fed.folder_id));
            ANALYZE findings;
            """;

    // The ledger keeps requests about an order that nobody knew under no order, and the number as it was given.
    private static final String TELL = """
            WITH told AS MATERIALIZED (
                SELECT f.order_number, x.decided, x.run_id, x.record, x.line, x.status, x.codes, x.message, x.requester,
                       x.reference, x.to_account, x.to_virtual_account,
                       f.kind IS NULL
                           AND x.status = 'ASSIGNED'
                           AND x.from_account IS NOT DISTINCT FROM f.feed_account
                           AND x.from_virtual_account IS NOT DISTINCT FROM theirs.name_folded AS left_theirs,
                       f.kind IS NULL AND x.status = 'ASSIGNED' AND x.run_id = f.assigned_by_run AS came_here
                FROM findings f
                LEFT JOIN virtual_accounts theirs ON theirs.id = f.feed_folder_id
                JOIN outcomes x ON x.order_key = f.order_id
                UNION ALL
                SELECT f.order_number, x.decided, x.run_id, x.record, x.line, x.status, x.codes, x.message, x.requester,
                       x.reference, x.to_account, x.to_virtual_account, false, false
                FROM findings f
                CROSS JOIN LATERAL (VALUES (f.order_number), (f.web_order_number)) AS asked (number)
                JOIN outcomes x ON x.order_number = asked.number AND x.order_key < 0
                WHERE f.kind = 'UNKNOWN_ORDER'
            ),
            applied AS MATERIALIZED (
                SELECT told.*
                FROM told
                JOIN runs r ON r.id = told.run_id
                WHERE r.mode <> 'preview'
            ),
            latest AS (
                SELECT DISTINCT ON (order_number) *
                FROM applied
                ORDER BY order_number, decided DESC, run_id DESC, record DESC
            ),
            departures AS (
                SELECT DISTINCT ON (order_number) order_number, decided, run_id, line
                FROM applied
                WHERE left_theirs
                ORDER BY order_number, decided DESC, run_id DESC, record DESC
            ),
            arrivals AS (
                SELECT DISTINCT ON (order_number) order_number, to_account, to_virtual_account
                FROM applied
                WHERE came_here
                ORDER BY order_number, record DESC
            )
            SELECT CASE
                       WHEN f.kind IS NOT NULL THEN f.kind
                       WHEN a.order_number IS NOT NULL
                           AND (a.to_account, a.to_virtual_account) IS DISTINCT FROM (account.domain, folder.name_folded)
                           THEN 'NOT_AS_RECORDED'
                       WHEN d.order_number IS NOT NULL THEN 'THEIRS_IS_OLDER'
                       ELSE 'MOVED_ELSEWHERE'
                   END AS kind,
                   f.order_number, f.web_order_number, f.line AS feed_line, f.feed_account,
                   coalesce(theirs.name, f.feed_virtual_account) AS feed_virtual_account,
                   account.domain AS account, folder.name AS virtual_account, f.assigned_by_run,
                   d.decided AS left_at, d.run_id AS left_by_run, d.line AS left_by_line,
                   l.status, l.codes, l.message, l.to_account,
                   coalesce(to_folder.name, l.to_virtual_account) AS to_virtual_account,
                   l.run_id, l.line, l.decided, l.requester, l.reference
            FROM findings f
            LEFT JOIN virtual_accounts theirs ON theirs.id = f.feed_folder_id
            LEFT JOIN virtual_accounts folder ON folder.id = f.folder_id
            LEFT JOIN accounts account ON account.id = folder.account_id
            LEFT JOIN arrivals a ON a.order_number = f.order_number
            LEFT JOIN departures d ON d.order_number = f.order_number
            LEFT JOIN latest l ON l.order_number = f.order_number
            LEFT JOIN accounts to_whom ON to_whom.domain = l.to_account
            LEFT JOIN virtual_accounts to_folder
                ON to_folder.account_id = to_whom.id
                AND to_folder.name_folded = l.to_virtual_account
            ORDER BY f.order_number
            """;

    private static final int ROWS_PER_FETCH = 1_000;

    private final JdbcClient database;
    private final StageOrders orders;

    ReconcileOrders(JdbcClient database, StageOrders orders) {
        this.database = database;
        this.orders = orders;
    }

    /**
     * Tells of each order of which both do not say the same, by number, in memory that does not grow with them. All is
     * seen as it was when the reading of the file began.
     *
     * @param folder with their {@code orders.csv}; its other files are not looked at
     * @throws RefusedInput when the file cannot be taken for what it should be
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public Reconciliation reconcile(Path folder, Consumer<Finding> teller) {
        long read = orders.stage(folder);
        database.sql(FIND).update();
        Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            counts.put(kind, 0L);
        }
        database.sql(TELL).withFetchSize(ROWS_PER_FETCH).query((RowCallbackHandler) row -> {
            Finding finding = finding(row);
            counts.merge(finding.kind(), 1L, Long::sum);
            teller.accept(finding);
        });
        return Reconciliation.of(read, counts);
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                FindingKind.valueOf(row.getString("kind")),
                row.getString("order_number"),
                row.getString("web_order_number"),
                row.getObject("feed_line", Long.class),
                row.getString("feed_account"),
                row.getString("feed_virtual_account"),
                row.getString("account"),
                row.getString("virtual_account"),
                row.getObject("assigned_by_run", Long.class),
                departure(row),
                last(row));
    }

    private static @Nullable Departure departure(ResultSet row) throws SQLException {
        return row.getObject("left_by_run") == null
                ? null
                : new Departure(
                        row.getTimestamp("left_at").toInstant(),
                        row.getLong("left_by_run"),
                        row.getLong("left_by_line"));
    }

    private static @Nullable LastOutcome last(ResultSet row) throws SQLException {
        if (row.getObject("run_id") == null) {
            return null;
        }
        Array codes = row.getArray("codes");
        return new LastOutcome(
                row.getString("status"),
                codes == null ? List.of() : List.of((String[]) codes.getArray()),
                row.getString("message"),
                row.getString("to_account"),
                row.getString("to_virtual_account"),
                row.getLong("run_id"),
                row.getLong("line"),
                row.getTimestamp("decided").toInstant(),
                row.getString("requester"),
                row.getString("reference"));
    }
}
