package io.handover.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The candidates of one run: its matches with the facts that decide them. */
class Candidates {
    // Both queries list the columns in which CandidateRow takes them.
    private static final String MATCHED = """
            SELECT m.order_key, m.record, m.line, m.fields, m.malformation, m.miscounted,
                   m.organization, m.active, m.internal,
                   m.orders_found, m.order_number, m.web_order_number, m.kind, m.status, m.export_status, m.partner, m.access_granted,
                   m.current_account_id, m.current_domain, m.current_type, m.current_status, m.current_partner,
                   m.current_virtual_account_id, m.current_virtual_account,
                   m.version,
                   m.accounts_found, m.account_id, m.domain, m.type, m.account_status, m.account_partner,
                   m.virtual_account_id, m.virtual_account,
                   m.conflicting,
                   NULL AS earlier_run,
                   m.facts_version = f.version AS up_to_date
            FROM matches m
            CROSS JOIN facts_version f
            WHERE m.run_id = :run
              AND (m.order_key, m.record) > (:afterOrder, :afterRecord)
              AND (m.order_key, m.record) <= (:lastOrder, :lastRecord)
            ORDER BY m.order_key, m.record
            LIMIT :count
            """;

    // In a preview nothing moves; what the run would have moved already stands for where the order is (moved).
    private static final String FRESH = """
            SELECT m.order_key, m.record, m.line, m.fields, m.malformation, m.miscounted,
                   p.organization, p.active, p.internal,
                   m.orders_found, o.sales_order_number, o.web_order_number, o.kind, o.status, o.export_status, o.partner,
                   g.order_id IS NOT NULL,
                   c.id, c.domain, c.type, c.status, c.partner,
                   cv.id, cv.name,
                   o.version,
                   m.accounts_found, a.id, a.domain, a.type, a.status, a.partner,
                   v.id, v.name,
                   m.conflicting,
                   since.earlier_run, since.moved, since.followed, since.expired,
                   o.assigned_by_run, since.started_by, since.requester
            FROM matches m
            JOIN requests r ON r.run_id = m.run_id AND r.record = m.record
            LEFT JOIN people p ON p.email = r.requester
            LEFT JOIN orders o ON o.id = m.order_key AND m.orders_found = 1
            LEFT JOIN order_access g ON g.order_id = o.id AND g.email = r.requester AND NOT g.revoked
            LEFT JOIN LATERAL (SELECT x.to_account, x.to_virtual_account
                               FROM outcomes x
                               WHERE :preview
                                 AND x.run_id = m.run_id
                                 AND x.period = (SELECT period FROM runs WHERE id = :run)
                                 AND x.order_key = m.order_key
                                 AND x.status = 'ASSIGNED'
                               ORDER BY x.record DESC
                               LIMIT 1) AS moved ON true
            LEFT JOIN accounts mc ON mc.domain = moved.to_account
            LEFT JOIN virtual_accounts mv ON mv.account_id = mc.id AND mv.name_folded = moved.to_virtual_account
            LEFT JOIN accounts c ON c.id = coalesce(mc.id, o.account_id)
            LEFT JOIN virtual_accounts cv ON cv.id = coalesce(mv.id, o.virtual_account_id)
            LEFT JOIN accounts a ON a.id = m.account_id
            LEFT JOIN virtual_accounts v ON v.id = m.virtual_account_id
            LEFT JOIN LATERAL (SELECT r.earlier_run,
                                      o.account_id IS DISTINCT FROM r.then_account_id
                                          OR o.virtual_account_id IS DISTINCT FROM r.then_virtual_account_id AS moved,
                                      EXISTS (SELECT
                                              FROM outcomes x
                                              JOIN runs y ON y.id = x.run_id
                                              WHERE x.order_key = o.id
                                                AND x.run_id > r.earlier_run
                                                AND x.period >= (SELECT period FROM runs WHERE id = r.earlier_run)
                                                AND y.mode = 'apply'
                                                AND y.sha256 IS NOT NULL) AS followed,
                                      (SELECT e.started FROM runs e WHERE e.id = r.earlier_run)
                                          < (SELECT t.expires_before FROM runs t WHERE t.id = m.run_id) AS expired,
                                      (SELECT y.started_by FROM runs y WHERE y.id = o.assigned_by_run) AS started_by,
                                      (SELECT max(x.requester)
                                       FROM outcomes x
                                       WHERE x.order_key = o.id
                                         AND x.run_id = o.assigned_by_run
                                         AND x.period = (SELECT period FROM runs WHERE id = o.assigned_by_run)
                                         AND x.status = 'ASSIGNED') AS requester
                               WHERE r.earlier_run IS NOT NULL) AS since ON true
            WHERE m.run_id = :run
              AND (m.order_key, m.record) >= (:firstOrder, :firstRecord)
              AND (m.order_key, m.record) <= (:lastOrder, :lastRecord)
            ORDER BY m.order_key, m.record
            """;

    // A page is too few rows for a whole table to be read, whatever the server thinks of them.
    private static final String BY_KEY = """
            SET LOCAL enable_hashjoin = off;
            SET LOCAL enable_mergejoin = off;
            SET LOCAL enable_seqscan = off;
            SET LOCAL max_parallel_workers_per_gather = 0
            """;

    private final JdbcClient database;
    private final long run;
    private final boolean preview;
    private final boolean looksAgain;
    private final RequestForm form;

    /** @param looksAgain whether the facts of the matches do not do: they are older than what the run is to tell */
    Candidates(JdbcClient database, long run, boolean preview, boolean looksAgain, RequestForm form) {
        this.database = database;
        this.run = run;
        this.preview = preview;
        this.looksAgain = looksAgain;
        this.form = form;
    }

    /**
     * Returns the next candidates. Where their orders are is as of the matching, which others may have changed since;
     * all other facts are as they are now.
     *
     * @param after the turn after which they come
     * @param last that of the last one to return
     * @param count how many to return at most
     */
    List<Candidate> next(Turn after, Turn last, int count) {
        AtomicBoolean upToDate = new AtomicBoolean(true);
        List<Candidate> page = database.sql(MATCHED)
                .param("run", run)
                .param("afterOrder", after.orderKey())
                .param("afterRecord", after.record())
                .param("lastOrder", last.orderKey())
                .param("lastRecord", last.record())
                .param("count", count)
                .query((row, number) -> {
                    upToDate.compareAndSet(true, row.getBoolean("up_to_date"));
                    return new CandidateRow(row).candidate(form);
                })
                .list();
        // An order that an earlier page has moved is not where it was.
        boolean goesOn = !page.isEmpty() && page.get(0).turn().orderKey() == after.orderKey();
        return !page.isEmpty() && (goesOn || looksAgain || !upToDate.get()) ? again(page) : page;
    }

    /** Returns the same candidates, without any between them, with all facts as they are now. */
    List<Candidate> again(List<Candidate> candidates) {
        Turn first = candidates.get(0).turn();
        Turn last = candidates.get(candidates.size() - 1).turn();
        database.sql(BY_KEY).update();
        return database.sql(FRESH)
                .param("run", run)
                .param("preview", preview)
                .param("firstOrder", first.orderKey())
                .param("firstRecord", first.record())
                .param("lastOrder", last.orderKey())
                .param("lastRecord", last.record())
                .query((row, number) -> new CandidateRow(row).candidate(form))
                .list();
    }
}
