package io.handover.architecture.planted.clock.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

record TimeOfTheMachine(Instant instant, LocalDate today, long millis, Supplier<Instant> later, Date date) {
    @SuppressWarnings("JavaUtilDate")
    TimeOfTheMachine() {
        this(Instant.now(), LocalDate.now(ZoneOffset.UTC), System.currentTimeMillis(), Instant::now, new Date());
    }
}
