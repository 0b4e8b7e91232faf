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
     * Seals the run, unless it is sealed: an earlier attempt may have got as far as the commit and not heard of it.
     *
     * @throws IllegalStateException when not every request has exactly one outcome
     */
    @Transactional
    public void seal(long run) {
        if (seals.find(run).isEmpty()) {
            tallies.take(run);
            seals.add(run, clock.instant());
        }
    }
}
