package io.handover.run;

import io.handover.assignment.Request;
import io.handover.assignment.Text;
import io.handover.csv.Header;
import io.handover.ledger.Run;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the fields of a run's records are read as requests. */
public final class RequestForm {
    /** What a request consists of: the columns that are read, under the names by which they are found. */
    public static final List<String> COLUMNS = List.of(
            "order_number",
            "order_number_type",
            "smart_account",
            "smart_account_key",
            "virtual_account",
            "requester",
            "expected_account",
            "justification",
            "case_number",
            "reference");

    private final String defaultRequester;
    private final int orderNumber;
    private final int orderNumberType;
    private final int account;
    private final int accountKey;
    private final int virtualAccount;
    private final int requester;
    private final int expectedAccount;
    private final int justification;
    private final int caseNumber;
    private final int reference;

    /**
     * @param columns names of the columns as they came, without ours
     * @param defaultRequester stands in for a blank requester; blank for none
     */
    RequestForm(List<String> columns, String defaultRequester) {
        List<String> names = columns.stream().map(Header::normalise).toList();
        this.defaultRequester = defaultRequester;
        this.orderNumber = names.indexOf("order_number");
        this.orderNumberType = names.indexOf("order_number_type");
        this.account = names.indexOf("smart_account");
        this.accountKey = names.indexOf("smart_account_key");
        this.virtualAccount = names.indexOf("virtual_account");
        this.requester = names.indexOf("requester");
        this.expectedAccount = names.indexOf("expected_account");
        this.justification = names.indexOf("justification");
        this.caseNumber = names.indexOf("case_number");
        this.reference = names.indexOf("reference");
    }

    static RequestForm of(Run run) {
        return new RequestForm(Objects.requireNonNull(run.columns()), run.requester());
    }

    Request read(String[] fields, @Nullable String malformation, boolean miscounted) {
        String asker = field(fields, requester);
        return new Request(
                field(fields, orderNumber),
                field(fields, orderNumberType),
                field(fields, account),
                field(fields, accountKey),
                field(fields, virtualAccount),
                asker.isEmpty() ? defaultRequester : asker,
                field(fields, expectedAccount),
                field(fields, justification),
                field(fields, caseNumber),
                malformation,
                miscounted);
    }

    String reference(String[] fields) {
        return field(fields, reference);
    }

    private static String field(String[] fields, int column) {
        return column < 0 ? "" : Text.strip(fields[column]);
    }
}
