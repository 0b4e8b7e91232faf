package io.handover.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes the books of a run: counts its outcomes, vouches for them with a seal, and keeps what it has deferred. */
@Component
public class SealRun {
    private final Tallies tallies;
    private final Seals seals;
    private final DeferredRequests deferred;
    private final Runs runs;

    SealRun(Tallies tallies, Seals seals, DeferredRequests deferred, Runs runs) {
        this.tallies = tallies;
        this.seals = seals;
        this.deferred = deferred;
        this.runs = runs;
    }

    /**
     * Seals the run, unless it is sealed: an earlier attempt may have got as far as the commit and not heard of it.
     *
     * @param attempt that at which the run is sealed
     * @throws IllegalStateException when not every request has exactly one outcome
     */
    @Transactional
    public void seal(long number, int attempt) {
        if (seals.find(number).isPresent()) {
            return;
        }
        tallies.take(number);
        Run run = runs.get(number);
        if (run.mode() == Run.Mode.PREVIEW && !run.withheld() && isTooMuch(run.maxRejected(), tallies.of(number))) {
            runs.withhold(number, attempt);
        }
        seals.add(runs.get(number));
        deferred.settle(run);
    }

    private static boolean isTooMuch(@Nullable RejectionLimit limit, Counts counts) {
        return limit != null && limit.isExceededBy(counts.rejected(), counts.read());
    }
}
