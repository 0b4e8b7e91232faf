package io.handover.ledger.audit;

import java.time.LocalDate;

/** A row of the ledger as it was before somebody touched it. */
record Place(long run, int record, long line, long key, LocalDate period) {
    /** Returns the fault of this row. */
    String is(String what) {
        return new Fault(run, record, line, what).toString();
    }

    String changed() {
        return is("The outcome is not the one that was recorded.");
    }

    String another() {
        return is("There is another outcome for the same request.");
    }

    String stray() {
        return is("The outcome is of no run that started in its month.");
    }

    String misfiled() {
        return is("The outcome is filed under another order than the one that it names.");
    }

    /** @param outcomes that the run was sealed with */
    String added(int outcomes) {
        return is("This outcome has been added: the run was sealed with " + outcomes + ".");
    }

    Place withRecord(int other) {
        return new Place(run, other, line, key, period);
    }

    Place withLine(long other) {
        return new Place(run, record, other, key, period);
    }

    Place ofRun(long other) {
        return new Place(other, record, line, key, period);
    }
}
