package io.handover.ledger.audit;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong: all of it counted, the first told. */
final class Faults {
    /** One cause can show in every row. */
    static final int TOLD = 100;

    private final List<Fault> first = new ArrayList<>();
    private long count;

    void add(Fault fault) {
        if (first.size() < TOLD) {
            first.add(fault);
        }
        count++;
    }

    long count() {
        return count;
    }

    List<Fault> first() {
        return List.copyOf(first);
    }
}
