package io.handover.ledger;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes the books of a run: counts its outcomes, and vouches for them with a seal. */
@Component
public class SealRun {
    private final Tallies tallies;
    private final Seals seals;
    private final Clock clock;

    SealRun(Tallies tallies, Seals seals, Clock clock) {
        this.tallies = tallies;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Seals the run.
     *
     * @throws IllegalStateException when not every request has exactly one outcome
     */
    @Transactional
    public void seal(long run) {
        tallies.take(run);
        seals.add(run, clock.instant());
    }
}
