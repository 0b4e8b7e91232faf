package io.handover.ledger.audit;

/** An export that proves nothing, because of something about it that has to be right before anything else can be. */
final class WrongExport extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    WrongExport(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    WrongExport(String what) {
        this(Fault.of(what));
    }

    Fault fault() {
        return fault;
    }
}
