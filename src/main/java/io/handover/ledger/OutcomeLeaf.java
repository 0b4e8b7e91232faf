package io.handover.ledger;

import tools.jackson.core.io.SerializedString;

/** An outcome as a leaf of its run's tree. Makes one after another. */
public final class OutcomeLeaf {
    private static final SerializedString CASE_NUMBER = new SerializedString("case_number");
    private static final SerializedString CODES = new SerializedString("codes");
    private static final SerializedString DECIDED = new SerializedString("decided");
    private static final SerializedString FROM_ACCOUNT = new SerializedString("from_account");
    private static final SerializedString FROM_VIRTUAL_ACCOUNT = new SerializedString("from_virtual_account");
    private static final SerializedString JUSTIFICATION = new SerializedString("justification");
    private static final SerializedString LINE = new SerializedString("line");
    private static final SerializedString MESSAGE = new SerializedString("message");
    private static final SerializedString ORDER_NUMBER = new SerializedString("order_number");
    private static final SerializedString RECORD = new SerializedString("record");
    private static final SerializedString REFERENCE = new SerializedString("reference");
    private static final SerializedString REQUESTER = new SerializedString("requester");
    private static final SerializedString RUN = new SerializedString("run");
    private static final SerializedString SALES_ORDER_NUMBER = new SerializedString("sales_order_number");
    private static final SerializedString STATUS = new SerializedString("status");
    private static final SerializedString TO_ACCOUNT = new SerializedString("to_account");
    private static final SerializedString TO_VIRTUAL_ACCOUNT = new SerializedString("to_virtual_account");
    private static final SerializedString WEB_ORDER_NUMBER = new SerializedString("web_order_number");

    private final CanonicalJson json = new CanonicalJson();
    private java.time.Instant lastTime = java.time.Instant.MIN;
    private String lastTimeText = "";

    /** Returns the hash of the leaf, 32 bytes. */
    public byte[] hash(RecordedOutcome outcome) {
        return write(outcome).leaf();
    }

    /** Returns what is hashed. */
    public String text(RecordedOutcome outcome) {
        return write(outcome).text();
    }

    private CanonicalJson write(RecordedOutcome outcome) {
        return json.begin()
                .member(CASE_NUMBER, outcome.caseNumber())
                .member(CODES, outcome.codes())
                .member(DECIDED, decided(outcome))
                .member(FROM_ACCOUNT, outcome.fromAccount())
                .member(FROM_VIRTUAL_ACCOUNT, outcome.fromVirtualAccount())
                .member(JUSTIFICATION, outcome.justification())
                .member(LINE, outcome.line())
                .member(MESSAGE, outcome.message())
                .member(ORDER_NUMBER, outcome.orderNumber())
                .member(RECORD, outcome.record())
                .member(REFERENCE, outcome.reference())
                .member(REQUESTER, outcome.requester())
                .member(RUN, outcome.run())
                .member(SALES_ORDER_NUMBER, outcome.salesOrderNumber())
                .member(STATUS, outcome.status())
                .member(TO_ACCOUNT, outcome.toAccount())
                .member(TO_VIRTUAL_ACCOUNT, outcome.toVirtualAccount())
                .member(WEB_ORDER_NUMBER, outcome.webOrderNumber());
    }

    /** What was decided in one transaction has one time. */
    private String decided(RecordedOutcome outcome) {
        if (!outcome.decided().equals(lastTime)) {
            lastTime = outcome.decided();
            lastTimeText = CanonicalJson.text(lastTime);
        }
        return lastTimeText;
    }
}
