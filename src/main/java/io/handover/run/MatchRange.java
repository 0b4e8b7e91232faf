package io.handover.run;

import io.handover.ledger.Run;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out which order and which destination each request of a range of records means, and which facts decide it, in
 * one pass over the range: in the order of the numbers through the orders, then by hash through what there is less of.
 */
@Component
class MatchRange {
    // For this transaction only: sort in memory and not on disk. Hardly an order is asked for twice, so that keeping
    // what was looked up (memoize) costs a third more than it saves.
    private static final String SETTINGS = """
            SET LOCAL work_mem = '256MB';
            SET LOCAL enable_memoize = off
            """;

    private static final String IS_MATCHED = """
            SELECT EXISTS (SELECT
                           FROM matches
                           WHERE run_id = :run AND record BETWEEN :first AND :last)
            """;

    // After a crash of the server everything is matched again: what has an outcome keeps its turn.
    private static final String KEEP_TURNS = """
            CREATE TEMPORARY TABLE decided ON COMMIT DROP AS
            SELECT record, order_key
            FROM outcomes
            WHERE run_id = :run
              AND period = (SELECT period FROM runs WHERE id = :run)
            """;

    private static final String ANALYZE = """
            ANALYZE decided
            """;

    // Who may not act on or see an order is not matched with it, and so has no part in conflicts about it either. An
    // order that fits by both of its numbers, or an account by several of its keys, is one (first). OFFSET 0
    // has each order looked up by its number: for a join the planner would read all orders.
    private static final String MATCH = """
            INSERT INTO matches (
                run_id, order_key, record, facts_version, line, fields, malformation, miscounted,
                organization, active, internal,
                orders_found, order_number, web_order_number, kind, status, export_status, partner, access_granted, version,
                current_account_id, current_domain, current_type, current_status, current_partner,
                current_virtual_account_id, current_virtual_account,
                account_id, domain, type, account_status, account_partner, virtual_account_id, virtual_account,
                conflicting, accounts_found)
            SELECT DISTINCT ON (order_key, record) *, count(account_id) OVER (PARTITION BY order_key, record)
            FROM (SELECT r.run_id,
                         coalesce(x.order_key,
                                  CASE fitting.orders WHEN 1 THEN coalesce(s.id, w.id) END,
                                  -r.record::bigint) AS order_key,
                         r.record,
                         (SELECT version FROM facts_version),
                         r.line, r.fields, r.malformation, r.miscounted,
                         r.organization, r.active, r.internal,
                         fitting.orders,
                         coalesce(s.sales_order_number, l.sales_order_number),
                         coalesce(s.web_order_number, l.web_order_number), coalesce(s.kind, l.kind),
                         coalesce(s.status, l.status), coalesce(s.export_status, l.export_status),
                         coalesce(s.partner, l.partner),
                         fitting.orders = 1 AND EXISTS (SELECT
                                                        FROM order_access g
                                                        WHERE g.order_id = coalesce(s.id, w.id)
                                                          AND g.email = r.requester
                                                          AND NOT g.revoked),
                         coalesce(s.version, l.version),
                         c.id, c.domain, c.type, c.status, c.partner, cv.id, cv.name,
                         a.id AS account_id, a.domain, a.type, a.status, a.partner, v.id, v.name,
                         false
                  FROM (SELECT q.*, p.organization, p.active, p.internal,
                               coalesce(p.active AND (NOT p.internal OR q.case_given), false) AS may_act
                        FROM requests q
                        LEFT JOIN people p ON p.email = q.requester
                        WHERE q.run_id = :run
                          AND q.record BETWEEN :first AND :last
                        ORDER BY q.order_number) AS r
                  LEFT JOIN decided x ON x.record = r.record
                  LEFT JOIN LATERAL (SELECT s.*
                                     FROM orders s
                                     WHERE s.sales_order_number = r.order_number
                                       AND r.order_number_type <> 'WEB'
                                       AND r.may_act
                                       AND (r.internal
                                            OR (s.partner = r.organization AND s.partner <> '')
                                            OR EXISTS (SELECT
                                                       FROM order_access g
                                                       WHERE g.order_id = s.id
                                                         AND g.email = r.requester
                                                         AND NOT g.revoked))
                                     OFFSET 0) AS s ON true
                  CROSS JOIN LATERAL (SELECT count(*)::integer AS fitting, min(w.id) AS id
                                      FROM orders w
                                      WHERE w.web_order_number = r.order_number
                                        AND r.order_number_type <> 'SALES'
                                        AND w.id IS DISTINCT FROM s.id
                                        AND r.may_act
                                        AND (r.internal
                                             OR (w.partner = r.organization AND w.partner <> '')
                                             OR EXISTS (SELECT
                                                        FROM order_access g
                                                        WHERE g.order_id = w.id
                                                          AND g.email = r.requester
                                                          AND NOT g.revoked))) AS w
                  LEFT JOIN LATERAL (SELECT l.*
                                     FROM orders l
                                     WHERE l.id = w.id AND s.id IS NULL
                                     OFFSET 0) AS l ON true
                  CROSS JOIN LATERAL (SELECT w.fitting + CASE WHEN s.id IS NULL THEN 0 ELSE 1 END) AS fitting (orders)
                  LEFT JOIN (SELECT 'DOMAIN' AS key_kind, d.domain AS key, true AS first, d.*
                             FROM accounts d
                             UNION ALL
                             SELECT 'NAME', n.name_folded, n.name_folded <> n.domain, n.*
                             FROM accounts n
                             UNION ALL
                             SELECT 'EMAIL', e.contact_email_folded,
                                    e.contact_email_folded NOT IN (e.domain, e.name_folded), e.*
                             FROM accounts e) AS a
                         ON a.key = r.account
                        AND CASE r.account_key WHEN '' THEN a.first ELSE a.key_kind = r.account_key END
                  LEFT JOIN virtual_accounts v
                         ON v.account_id = a.id
                        AND CASE r.virtual_account WHEN '' THEN v.is_default
                                                   ELSE v.name_folded = r.virtual_account END
                  LEFT JOIN accounts c ON c.id = coalesce(s.account_id, l.account_id)
                  LEFT JOIN virtual_accounts cv ON cv.id = coalesce(s.virtual_account_id, l.virtual_account_id)) AS matched
            ORDER BY order_key, record
            """;

    // Which order and which place is known already; where the order is now is looked at when it is decided.
    private static final String MATCH_MOVES = """
            INSERT INTO matches (
                run_id, order_key, record, facts_version, line, fields, miscounted,
                orders_found, order_number, web_order_number, kind, status, export_status, partner, access_granted, version,
                accounts_found, account_id, domain, type, account_status, account_partner,
                virtual_account_id, virtual_account, conflicting)
            SELECT q.run_id, o.id, q.record, (SELECT version FROM facts_version), q.line, q.fields, false,
                   1, o.sales_order_number, o.web_order_number, o.kind, o.status, o.export_status, o.partner, false, o.version,
                   CASE WHEN a.id IS NULL THEN 0 ELSE 1 END, a.id, a.domain, a.type, a.status, a.partner,
                   v.id, v.name, false
            FROM requests q
            JOIN orders o ON o.sales_order_number = q.order_number
            LEFT JOIN accounts a ON a.domain = q.account
            LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.name_folded = q.virtual_account
            WHERE q.run_id = :run
              AND q.record BETWEEN :first AND :last
            ORDER BY o.id
            """;

    private final JdbcClient database;

    MatchRange(JdbcClient database) {
        this.database = database;
    }

    /** Matches the records, unless they are matched, within the caller's transaction. */
    void match(Run run, RecordRange range) {
        if (isMatched(run, range)) {
            return;
        }
        database.sql(SETTINGS).update();
        if (run.undoes() != null) {
            withRange(MATCH_MOVES, run, range).update();
            return;
        }
        database.sql(KEEP_TURNS).param("run", run.id()).update();
        database.sql(ANALYZE).update();
        withRange(MATCH, run, range).update();
    }

    private boolean isMatched(Run run, RecordRange range) {
        return withRange(IS_MATCHED, run, range).query(Boolean.class).single();
    }

    private JdbcClient.StatementSpec withRange(String sql, Run run, RecordRange range) {
        return database.sql(sql)
                .param("run", run.id())
                .param("first", range.first())
                .param("last", range.last());
    }
}
