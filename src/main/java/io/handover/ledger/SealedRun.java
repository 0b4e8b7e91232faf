package io.handover.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A run with its seal, as the tables have them.
 *
 * @param number of the seal: which of the log's, from 1
 * @param root that was stored over the outcomes, 64 hexadecimal digits
 * @param leaf that was stored of the run's statement, 32 bytes
 * @param head that was stored of the log up to this run, 64 hexadecimal digits
 * @param period first day of the month in which the run started
 * @param detached whether its outcomes are no longer in the ledger
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: a hash on its way to be checked.
public record SealedRun(
        long number,
        Run run,
        int outcomes,
        String root,
        byte[] leaf,
        String head,
        Instant sealed,
        LocalDate period,
        boolean detached) {

    /** Returns the statement that run and seal make. */
    public Statement statement() {
        return new Statement(number, run, outcomes, root, sealed);
    }
}
