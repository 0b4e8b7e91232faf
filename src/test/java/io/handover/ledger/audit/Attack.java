package io.handover.ledger.audit;

import java.util.Set;

/**
 * Something that the owner of the tables does to them.
 *
 * @param act does it and returns the faults that tell of it, and no others
 */
record Attack(String name, Act act) {
    /** What is done to a ledger that somebody holds in their hands. */
    interface Act {
        Set<String> on(OwnersHands hands);
    }

    @Override
    public String toString() {
        return name;
    }
}
