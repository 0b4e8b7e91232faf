package io.handover.ledger;

import java.util.SortedMap;

/**
 * The books of a run, as counted in the database.
 *
 * @param read how many requests the input held
 * @param reasons how many of the deferred and rejected have which primary reason, by code
 */
public record Counts(
        int read, int assigned, int unchanged, int deferred, int rejected, SortedMap<String, Integer> reasons) {

    /** Whether every request has exactly one outcome. */
    boolean balance() {
        return read == assigned + unchanged + deferred + rejected;
    }

    /** Whether at least one request was not carried out. */
    public boolean anyRefused() {
        return deferred + rejected > 0;
    }
}
