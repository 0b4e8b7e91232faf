package io.handover.ledger;

import io.handover.csv.CsvFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one file.
 *
 * @param id the run number
 * @param sha256 of the input's bytes, 64 hexadecimal digits
 * @param requester stands in for a blank requester; blank for none
 * @param terms what was accepted; null for a run that applies nothing
 * @param startedBy user of the operating system
 * @param ended null while the run has not come to an end of any kind
 * @param columns names of the input's columns as they came, without ours; null until the file is in
 * @param requested how many requests the file holds; null until the file is in
 * @param longest characters in the values of the longest record; null until the file is in
 * @param cause why the run was refused or has failed; null for neither
 */
public record Run(
        long id,
        Mode mode,
        Status status,
        String inputName,
        long inputBytes,
        String sha256,
        String requester,
        @Nullable AcceptedTerms terms,
        String startedBy,
        Instant started,
        @Nullable Instant ended,
        String programVersion,
        @Nullable List<String> columns,
        @Nullable Integer requested,
        @Nullable Integer longest,
        @Nullable String cause) {

    /** Returns how many records one can hold at a time without holding more characters than that, whichever they are. */
    public int recordsWithin(int characters) {
        return Math.max(1, characters / Math.max(1, longest == null ? CsvFile.MAX_RECORD_LENGTH : longest));
    }

    /** What a run does with what it decides. The names are those of reports and summaries. */
    public enum Mode {
        /** Orders are moved. */
        APPLY,
        /** Everything is decided, nothing is moved. */
        PREVIEW,
        /** Orders go back to where another run took them from. */
        UNDO;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
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
        /** The file was refused; nothing of it was taken in. */
        REFUSED
    }

    /** Terms of use, and when {@link #startedBy} accepted them. */
    public record AcceptedTerms(String version, Instant accepted) {}
}
