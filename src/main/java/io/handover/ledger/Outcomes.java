package io.handover.ledger;

import io.handover.assignment.Account;
import io.handover.assignment.Order;
import io.handover.assignment.Place;
import io.handover.assignment.Reason;
import io.handover.assignment.VirtualAccount;
import io.handover.database.CopyRows;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The outcomes of all runs, which are only ever added to. */
@Repository
public class Outcomes {
    private static final String ADD = """
            COPY outcomes (run_id, order_key, record, line, requester, reference, justification, case_number,
                           status, codes, message, order_id,
                           from_account_id, from_virtual_account_id, to_account_id, to_virtual_account_id, leaf)
            FROM STDIN WITH (FORMAT binary)
            """;

    private final DataSource database;

    public Outcomes(DataSource database) {
        this.database = database;
    }

    /** Adds the entries to the ledger, within the caller's transaction. */
    public void add(long run, List<Entry> entries) {
        Leaf leaf = new Leaf();
        try (CopyRows rows = CopyRows.begin(database, ADD)) {
            for (Entry entry : entries) {
                Order order = entry.order();
                Place from = entry.from();
                rows.add(
                        run,
                        entry.orderKey(),
                        entry.record(),
                        entry.line(),
                        entry.request().requester(),
                        Leaf.nullIfBlank(entry.reference()),
                        Leaf.nullIfBlank(entry.request().justification()),
                        Leaf.nullIfBlank(entry.request().caseNumber()),
                        entry.outcome().status().name(),
                        codes(entry.outcome().reasons()),
                        entry.outcome().message(),
                        order == null ? null : order.id(),
                        from == null ? null : from.account().id(),
                        from == null ? null : from.virtualAccount().id(),
                        id(entry.toAccount()),
                        id(entry.toVirtualAccount()),
                        leaf.hash(run, entry));
            }
            rows.finish();
        }
    }

    private static @Nullable Integer id(@Nullable Account account) {
        return account == null ? null : account.id();
    }

    private static @Nullable Integer id(@Nullable VirtualAccount virtualAccount) {
        return virtualAccount == null ? null : virtualAccount.id();
    }

    private static String @Nullable [] codes(List<Reason> reasons) {
        return reasons.isEmpty() ? null : reasons.stream().map(Reason::name).toArray(String[]::new);
    }
}
