package io.handover.ledger;

import io.handover.assignment.Place;
import io.handover.assignment.Reason;
import io.handover.database.CopyRows;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The outcomes of all runs, which are only ever added to. */
@Repository
public class Outcomes {
    private static final String ADD = """
            COPY outcomes (run_id, record, line, requester, reference, justification, case_number,
                           status, codes, message, order_id,
                           from_account_id, from_virtual_account_id, to_account_id, to_virtual_account_id)
            FROM STDIN WITH (FORMAT binary)
            """;

    private final DataSource database;

    public Outcomes(DataSource database) {
        this.database = database;
    }

    /** Adds the entries to the ledger, within the caller's transaction. */
    public void add(long run, List<Entry> entries) {
        try (CopyRows rows = CopyRows.begin(database, ADD)) {
            for (Entry entry : entries) {
                Place from = entry.from();
                rows.add(
                        run,
                        entry.record(),
                        entry.line(),
                        entry.request().requester(),
                        nullIfBlank(entry.reference()),
                        nullIfBlank(entry.request().justification()),
                        nullIfBlank(entry.request().caseNumber()),
                        entry.outcome().status().name(),
                        codes(entry.outcome().reasons()),
                        entry.outcome().message(),
                        entry.order(),
                        from == null ? null : from.account().id(),
                        from == null ? null : from.virtualAccount(),
                        entry.toAccount(),
                        entry.toVirtualAccount());
            }
            rows.finish();
        }
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String @Nullable [] codes(List<Reason> reasons) {
        return reasons.isEmpty() ? null : reasons.stream().map(Reason::name).toArray(String[]::new);
    }
}
