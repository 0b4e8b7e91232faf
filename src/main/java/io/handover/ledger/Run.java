package io.handover.ledger;

import io.handover.csv.CsvFile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file, over what is deferred, or over what another run has moved.
 *
 * @param id the run number
 * @param inputName of the file, or of what was decided in the place of one
 * @param bytes of the file; null for no file
 * @param undoes the run whose moves are taken back; null for none
 * @param expiresBefore deferred requests of runs that started before this have waited too long; null for none decided
 * @param requester stands in for a blank requester; blank for none
 * @param terms what was accepted; null for a run that applies nothing
 * @param startedBy user of the operating system
 * @param ended null while the run has not come to an end of any kind
 * @param columns names of the input's columns as they came, without ours; null until the file is in
 * @param requested how many requests the file holds; null until the file is in
 * @param longest characters in the values of the longest record; null until the file is in
 * @param cause why the run was refused or has failed; null for neither
 * @param maxRejected how many requests may be rejected; null for any number
 * @param withheld whether more were, so that the run has become a preview and moved nothing
 * @param pruned since when what the run has taken in is gone, so that no report of it can be written; null while it is
 *     kept
 */
public record Run(
        long id,
        Mode mode,
        Status status,
        String inputName,
        NewRun.@Nullable InputBytes bytes,
        @Nullable Long undoes,
        @Nullable Instant expiresBefore,
        String requester,
        @Nullable AcceptedTerms terms,
        String startedBy,
        Instant started,
        @Nullable Instant ended,
        String programVersion,
        @Nullable List<String> columns,
        @Nullable Integer requested,
        @Nullable Integer longest,
        @Nullable String cause,
        @Nullable RejectionLimit maxRejected,
        boolean withheld,
        @Nullable Instant pruned) {

    /** Returns how many records one can hold at a time without holding more characters than that, whichever they are. */
    public int recordsWithin(int characters) {
        return Math.max(1, characters / Math.max(1, longest == null ? CsvFile.MAX_RECORD_LENGTH : longest));
    }

    /** Returns the SHA-256 of the file's bytes, 64 hexadecimal digits; null for no file. */
    public @Nullable String sha256() {
        return bytes == null ? null : bytes.sha256();
    }

    /** Whether the run decides deferred requests again. */
    public boolean retries() {
        return expiresBefore != null;
    }

    /** Whether an earlier run has decided on all that this one is over. */
    public boolean goesBack() {
        return bytes == null;
    }

    /** Whether all its requests are decided and reported. */
    public boolean isOver() {
        return status == Status.COMPLETED || (status == Status.REFUSED && withheld);
    }

    /** Whether all of the run is applied in one transaction, or nothing. */
    public boolean isAllOrNothing() {
        return maxRejected != null && mode != Mode.PREVIEW;
    }

    /** Returns how many requests the run holds; its input must be in. */
    public int read() {
        return Objects.requireNonNull(requested);
    }

    /** What a run does with what it decides. The names are those of reports and summaries. */
    public enum Mode {
        /** Orders are moved. */
        APPLY,
        /** Everything is decided, nothing is moved. */
        PREVIEW,
        /** Orders go back to where another run took them from. */
        UNDO;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }

    /** How far a run has come. */
    public enum Status {
        /** At work, or interrupted: the lock of its owner tells which. */
        RUNNING,
        /** Every request has an outcome and the reports are written. */
        COMPLETED,
        /** Ended at somebody's wish; can be resumed. */
        STOPPED,
        /** Ended by a fault; can be resumed. */
        FAILED,
        /** The file was refused and nothing of it was taken in, or more was rejected than allowed and nothing was applied. */
        REFUSED
    }

    /** Terms of use, and when {@link #startedBy} accepted them. */
    public record AcceptedTerms(String version, Instant accepted) {}
}
