package io.handover.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The requests that were deferred, kept with all that they came with, until a later run ends them. */
@Repository
public class DeferredRequests {
    // Outcomes have no key by run and record, so they are read once, and what they are joined with is looked up.
    private static final String KEEP = """
            WITH waiting AS MATERIALIZED (
                SELECT run_id, record, requester, from_account_id, from_virtual_account_id
                FROM outcomes
                WHERE run_id = :run
                  AND status = 'DEFERRED')
            INSERT INTO deferred (run_id, record, line, fields, asked_by, order_number, order_number_type, account,
                                  account_key, virtual_account, requester, case_given, then_account_id,
                                  then_virtual_account_id)
            SELECT q.run_id, q.record, q.line, q.fields, w.requester, q.order_number, q.order_number_type, q.account,
                   q.account_key, q.virtual_account, q.requester, q.case_given, w.from_account_id,
                   w.from_virtual_account_id
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
                  AND status <> 'DEFERRED')
            UPDATE deferred d
            SET ended = true
            FROM decided x
            WHERE d.retried_by = :run
              AND d.retried_as = x.record
            """;

    private final JdbcClient database;

    DeferredRequests(JdbcClient database) {
        this.database = database;
    }

    /** Gives all requests that wait to a run that will decide them again, within the transaction that adds the run. */
    public void take(long run) {
        database.sql(TAKE).param("run", run).update();
    }

    /** Keeps what a run over a file has deferred, or ends what a run over deferred requests has ended. */
    void settle(Run run) {
        if (run.mode() == Run.Mode.APPLY) {
            database.sql(run.retries() ? END : KEEP).param("run", run.id()).update();
        }
    }
}
