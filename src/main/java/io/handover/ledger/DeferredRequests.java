package io.handover.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The requests that were deferred, kept with all that they came with, until a later run ends them. */
@Repository
public class DeferredRequests {
    private static final String ANY_WAITS = """
            SELECT EXISTS (SELECT
                           FROM deferred
                           WHERE NOT ended)
            """;

    // Outcomes have no key by run and record, so they are read once, and what they are joined with is looked up.
    private static final String KEEP = """
            WITH waiting AS MATERIALIZED (
                SELECT x.run_id, x.record, x.requester, a.id AS account_id, v.id AS virtual_account_id
                FROM outcomes x
                LEFT JOIN accounts a ON a.domain = x.from_account
                LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.name_folded = x.from_virtual_account
                WHERE x.run_id = :run
                  AND x.period = (SELECT period FROM runs WHERE id = :run)
                  AND x.status = 'DEFERRED')
            INSERT INTO deferred (run_id, record, line, fields, asked_by, order_number, order_number_type, account,
                                  account_key, virtual_account, requester, case_given, then_account_id,
                                  then_virtual_account_id)
            SELECT q.run_id, q.record, q.line, q.fields, w.requester, q.order_number, q.order_number_type, q.account,
                   q.account_key, q.virtual_account, q.requester, q.case_given, w.account_id, w.virtual_account_id
            FROM waiting w
            JOIN requests q USING (run_id, record)
            """;

    // In order of arrival: a run's number tells when its file came, the record where in the file it stood.
    private static final String TAKE = """
            UPDATE deferred d
            SET retried_by = :run, retried_as = waiting.turn
            FROM (SELECT run_id, record, row_number() OVER (ORDER BY run_id, record) AS turn
                  FROM deferred
                  WHERE NOT ended) AS waiting
            WHERE d.run_id = waiting.run_id
              AND d.record = waiting.record
            """;

    private static final String END = """
            WITH decided AS MATERIALIZED (
                SELECT record
                FROM outcomes
                WHERE run_id = :run
                  AND period = (SELECT period FROM runs WHERE id = :run)
                  AND status <> 'DEFERRED')
            UPDATE deferred d
            SET ended = true
            FROM decided x
            WHERE d.retried_by = :run
              AND d.retried_as = x.record
            """;

    private static final String COUNT = """
            SELECT count(*)
            FROM deferred
            WHERE run_id = :run
            """;

    // Outcomes are looked up by their run, of which there are few, and not for each request: the ledger has no index by
    // record. A request that has not been decided again, or is about to be, has the outcome of the run that deferred
    // it.
    private static final String FATES = """
            WITH told AS MATERIALIZED (
                SELECT run_id, record, line, order_number, retried_by, retried_as, ended
                FROM deferred
                WHERE run_id = :run
                ORDER BY record
                LIMIT :limit
            ),
            decided AS MATERIALIZED (
                SELECT x.*
                FROM (SELECT retried_by AS run_id FROM told WHERE retried_by IS NOT NULL
                      UNION
                      SELECT run_id FROM told WHERE NOT ended) AS deciding
                CROSS JOIN LATERAL (SELECT run_id, record, status, codes, decided
                                    FROM outcomes
                                    WHERE run_id = deciding.run_id
                                      AND period = (SELECT period FROM runs WHERE id = deciding.run_id)
                                    OFFSET 0) AS x
            )
            SELECT t.line, t.order_number, x.status, x.codes, x.run_id, x.decided
            FROM told t
            LEFT JOIN decided again ON again.run_id = t.retried_by AND again.record = t.retried_as
            JOIN decided x ON x.run_id = coalesce(again.run_id, t.run_id)
                          AND x.record = coalesce(again.record, t.record)
            ORDER BY t.record
            """;

    private static final int ROWS_PER_FETCH = 1_000;

    private final JdbcClient database;

    DeferredRequests(JdbcClient database) {
        this.database = database;
    }

    /** Whether there is any that waits to be decided again. */
    public boolean anyWaits() {
        return database.sql(ANY_WAITS).query(Boolean.class).single();
    }

    /** Gives all requests that wait to a run that will decide them again, within the transaction that adds the run. */
    public void take(long run) {
        database.sql(TAKE).param("run", run).update();
    }

    /** Returns how many requests that the run has deferred are kept. */
    public int kept(long run) {
        return database.sql(COUNT).param("run", run).query(Integer.class).single();
    }

    /**
     * Hands what has become of the requests that the run has deferred to a reader, in the order of the run's input, and
     * holds a few of them at a time.
     */
    @Transactional(readOnly = true)
    public <T> T fates(long run, int limit, Function<Stream<DeferredFate>, T> reader) {
        try (Stream<DeferredFate> fates = database
                .sql(FATES)
                .withFetchSize(ROWS_PER_FETCH)
                .param("run", run)
                .param("limit", limit)
                .query(DeferredRequests::fate)
                .stream()) {
            return reader.apply(fates);
        }
    }

    private static DeferredFate fate(ResultSet row, int number) throws SQLException {
        Array codes = row.getArray("codes");
        String status = row.getString("status");
        return new DeferredFate(
                row.getLong("line"),
                row.getString("order_number"),
                status.equals("DEFERRED") ? DeferredFate.WAITING : status,
                codes == null ? List.of() : List.of((String[]) codes.getArray()),
                row.getLong("run_id"),
                row.getTimestamp("decided").toInstant());
    }

    /** Keeps what a run over a file has deferred, or ends what a run over deferred requests has ended. */
    void settle(Run run) {
        if (run.mode() == Run.Mode.APPLY) {
            database.sql(run.retries() ? END : KEEP).param("run", run.id()).update();
        }
    }
}
