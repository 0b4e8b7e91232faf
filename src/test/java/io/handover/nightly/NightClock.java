package io.handover.nightly;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where a test has set it. */
final class NightClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    void set(Instant now) {
        this.now = now;
    }

    void set(String now) {
        set(Instant.parse(now));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
