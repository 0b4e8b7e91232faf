package io.handover.nightly;

import io.handover.nightly.PassSummary.FactsPart;
import io.handover.nightly.PassSummary.FactsState;
import io.handover.nightly.PassSummary.LeftFile;
import io.handover.nightly.PassSummary.RefusedFile;
import io.handover.nightly.PassSummary.RunPart;
import io.handover.nightly.PassSummary.Totals;
import io.handover.run.Ending;
import io.handover.run.Failure;
import io.handover.run.RunLauncher.Completed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pass has done so far, and whether it may go on. */
final class Notes {
    private final Instant started;
    private final List<RunPart> runs = new ArrayList<>();
    private final List<RefusedFile> refused = new ArrayList<>();
    private final List<LeftFile> left = new ArrayList<>();
    private FactsPart facts = FactsPart.of(FactsState.UNTOUCHED, null);
    private Ending ending = Ending.DONE;
    private @Nullable String failure;
    private @Nullable String halted;

    Notes(Instant started) {
        this.started = started;
    }

    void facts(FactsPart part) {
        facts = part;
    }

    void ran(Completed completed) {
        runs.add(RunPart.of(completed));
        worsen(Ending.of(completed));
    }

    void refused(Path file, Failure cause, Path movedTo) {
        refused.add(new RefusedFile(Arrivals.name(file), cause.message(), movedTo.toString()));
        worsen(cause.ending());
    }

    /** Notes that a file stays where it is, which is as it should be. */
    void left(Path file, String cause) {
        left.add(new LeftFile(Arrivals.name(file), cause));
    }

    /** Notes that something was not done. Without a database nothing more can be. */
    void failed(String what, Failure cause) {
        left.add(new LeftFile(what, cause.message()));
        worsen(cause.ending());
        if (cause.ending() == Ending.DATABASE_UNAVAILABLE) {
            endedBy(cause);
        }
    }

    /** Notes what ends the pass. */
    void endedBy(Failure cause) {
        failure = cause.message();
        worsen(cause.ending());
        halt("waits for the next pass, because this one has ended early");
    }

    /** From now on no order may move. */
    void halt(String why) {
        halted = why;
    }

    /** Returns why no order may move any more; null when they may. */
    @Nullable
    String halted() {
        return halted;
    }

    void worsen(Ending part) {
        ending = ending.orWorse(part);
    }

    PassSummary summary(Instant ended) {
        return new PassSummary(started, ended, ending.status(), facts, runs, refused, left, failure, Totals.of(runs));
    }
}
