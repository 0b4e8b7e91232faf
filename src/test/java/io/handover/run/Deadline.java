package io.handover.run;

import java.time.Duration;
import java.time.Instant;

/** The end of a test's patience: generous, so that it says that something hangs, never that it is slow. */
record Deadline(Instant at) {
    static Deadline in(long seconds) {
        return new Deadline(Instant.now().plus(Duration.ofSeconds(seconds)));
    }

    void check(String waitedFor) {
        if (Instant.now().isAfter(at)) {
            throw new AssertionError("Waited in vain for " + waitedFor + ".");
        }
    }
}
