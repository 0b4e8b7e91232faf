package io.handover.architecture.planted.clock.ledger;

import java.time.Clock;

record LedgerWithItsOwnClock(Clock clock) {
    LedgerWithItsOwnClock() {
        this(Clock.systemUTC());
    }
}
