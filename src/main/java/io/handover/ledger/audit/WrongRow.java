package io.handover.ledger.audit;

/** What is read is not a row of an export. Its cause is half a sentence, without saying where; readers add that. */
final class WrongRow extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String cause;

    WrongRow(String cause) {
        super(cause);
        this.cause = cause;
    }

    String cause() {
        return cause;
    }
}
