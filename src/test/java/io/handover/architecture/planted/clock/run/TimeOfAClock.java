package io.handover.architecture.planted.clock.run;

import java.time.Clock;
import java.time.Instant;

/** Allowed: the run makes the clock, and asks it. */
record TimeOfAClock(Instant instant) {
    TimeOfAClock() {
        this(Instant.now(Clock.systemUTC()));
    }
}
