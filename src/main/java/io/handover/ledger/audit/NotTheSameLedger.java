package io.handover.ledger.audit;

/** The ledger does not go on from a head that somebody has kept. The message is for users. */
public final class NotTheSameLedger extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTheSameLedger(String fault) {
        super(fault);
    }
}
