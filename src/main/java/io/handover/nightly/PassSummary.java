package io.handover.nightly;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.handover.facts.LoadedFacts;
import io.handover.report.Summary;
import io.handover.run.Failure;
import io.handover.run.RunLauncher.Completed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a pass, in one object for programs.
 *
 * @param exitStatus that of its worst part
 * @param facts what became of the feeds
 * @param left files that wait for the next pass, each with the reason
 * @param failure what ended the pass before it was over; null for nothing
 * @param totals of the runs that this pass carried out; those that were done before do not count
 */
public record PassSummary(
        Instant started,
        Instant ended,
        int exitStatus,
        FactsPart facts,
        List<RunPart> runs,
        List<RefusedFile> refused,
        List<LeftFile> left,
        @Nullable String failure,
        Totals totals) {

    public PassSummary {
        runs = List.copyOf(runs);
        refused = List.copyOf(refused);
        left = List.copyOf(left);
    }

    /** Returns that of a pass that failed before it could begin. */
    public static PassSummary neverBegun(Instant started, Instant ended, Failure failure) {
        Notes notes = new Notes(started);
        notes.endedBy(failure);
        return notes.summary(ended);
    }

    /** What became of the feeds. */
    public enum FactsState {
        /** There were none. */
        NONE,
        LOADED,
        /** A line was wrong; nothing was loaded and no order moved. */
        REFUSED,
        /** They are not whole yet; the pass went on with the facts of the night before. */
        WAITING,
        /** They could not be loaded; no order moved. */
        FAILED,
        /** The pass did not come to them. */
        UNTOUCHED
    }

    /**
     * The feeds' part.
     *
     * @param loaded null when none were
     * @param cause why they were not loaded; null when they were, or there were none
     */
    public record FactsPart(
            FactsState state,
            @JsonUnwrapped @Nullable LoadedFacts loaded,
            @Nullable String cause) {
        static FactsPart of(FactsState state, @Nullable String cause) {
            return new FactsPart(state, null, cause);
        }
    }

    /**
     * One run's part.
     *
     * @param doneBefore whether it had been completed before this pass
     */
    public record RunPart(@JsonUnwrapped Summary summary, boolean doneBefore) {
        static RunPart of(Completed completed) {
            return new RunPart(
                    Summary.of(completed.run(), completed.counts(), completed.reports()), completed.doneBefore());
        }
    }

    /**
     * A file that was refused.
     *
     * @param movedTo where it is now
     */
    public record RefusedFile(String file, String cause, String movedTo) {}

    /** A file that stays where it is, or whatever else was not done. */
    public record LeftFile(String file, String cause) {}

    /** As the counts of a run. */
    public record Totals(long read, long assigned, long unchanged, long deferred, long rejected) {
        static Totals of(List<RunPart> runs) {
            List<Summary> done = runs.stream()
                    .filter(part -> !part.doneBefore())
                    .map(RunPart::summary)
                    .toList();
            return new Totals(
                    done.stream().mapToLong(Summary::read).sum(),
                    done.stream().mapToLong(Summary::assigned).sum(),
                    done.stream().mapToLong(Summary::unchanged).sum(),
                    done.stream().mapToLong(Summary::deferred).sum(),
                    done.stream().mapToLong(Summary::rejected).sum());
        }
    }
}
