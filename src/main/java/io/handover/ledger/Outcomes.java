package io.handover.ledger;

import io.handover.assignment.Reason;
import io.handover.database.CopyRows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The outcomes of all runs, which are only ever added to. */
@Repository
public class Outcomes {
    private static final String NOW = """
            SELECT now(), period
            FROM runs
            WHERE id = :run
            """;

    private static final String ADD = """
            COPY outcomes (run_id, order_key, record, period, line, decided, leaf, requester, reference, order_number,
                           sales_order_number, web_order_number, from_account, from_virtual_account, to_account,
                           to_virtual_account, status, codes, message, justification, case_number)
            FROM STDIN WITH (FORMAT binary)
            """;

    private final JdbcClient statements;
    private final DataSource database;

    public Outcomes(JdbcClient statements, DataSource database) {
        this.statements = statements;
        this.database = database;
    }

    /** @param period the month of the run */
    private record Moment(Instant decided, LocalDate period) {}

    /** Adds the entries to the ledger, within the caller's transaction. */
    public void add(long run, List<Entry> entries) {
        Moment now = statements
                .sql(NOW)
                .param("run", run)
                .query((row, number) -> new Moment(
                        row.getTimestamp(1).toInstant(), Objects.requireNonNull(row.getObject(2, LocalDate.class))))
                .single();
        OutcomeLeaf leaf = new OutcomeLeaf();
        try (CopyRows rows = CopyRows.begin(database, ADD)) {
            for (Entry entry : entries) {
                RecordedOutcome outcome = RecordedOutcome.of(run, now.decided, entry);
                rows.add(
                        run,
                        entry.orderKey(),
                        entry.record(),
                        now.period,
                        entry.line(),
                        now.decided,
                        leaf.hash(outcome),
                        entry.request().requester(),
                        outcome.reference(),
                        outcome.orderNumber(),
                        outcome.salesOrderNumber(),
                        outcome.webOrderNumber(),
                        outcome.fromAccount(),
                        outcome.fromVirtualAccount(),
                        outcome.toAccount(),
                        outcome.toVirtualAccount(),
                        outcome.status(),
                        codes(entry.outcome().reasons()),
                        outcome.message(),
                        outcome.justification(),
                        outcome.caseNumber());
            }
            rows.finish();
        }
    }

    private static String @Nullable [] codes(List<Reason> reasons) {
        return reasons.isEmpty() ? null : reasons.stream().map(Reason::name).toArray(String[]::new);
    }
}
