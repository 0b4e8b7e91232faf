package io.handover.ledger;

import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to begin. What it is over is one of three: the bytes of a file, what is deferred, or the moves of
 * another run.
 *
 * @param inputName of the file, or of what is decided in the place of one
 * @param bytes null for no file
 * @param undoes the run whose moves are taken back; null for none
 * @param expiresBefore deferred requests of runs that started before this have waited too long; null for none to decide
 * @param requester stands in for a blank requester, folded; blank for none
 * @param terms null for a run that applies nothing
 * @param startedBy user of the operating system
 * @param maxRejected null for any number
 */
public record NewRun(
        Mode mode,
        String inputName,
        @Nullable InputBytes bytes,
        @Nullable Long undoes,
        @Nullable Instant expiresBefore,
        String requester,
        @Nullable AcceptedTerms terms,
        String startedBy,
        Instant started,
        String programVersion,
        @Nullable RejectionLimit maxRejected) {

    /** How many bytes a file has, and their SHA-256 in 64 hexadecimal digits. */
    public record InputBytes(long count, String sha256) {}
}
