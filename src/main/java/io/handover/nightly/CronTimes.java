package io.handover.nightly;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a cron expression by the clock on the wall. Where the clock is put forward over one of them, that one
 * comes as much later; where it is put back, the first of the two counts. So each comes exactly once. Spring's own
 * trigger leaves the one out and gives the other twice.
 */
public final class CronTimes implements Trigger {
    private static final int FIELDS_WITHOUT_SECONDS = 5;

    /** By how much clocks have ever been put forward at once. */
    private static final Duration LONGEST_JUMP = Duration.ofHours(2);

    private final CronExpression expression;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param text five fields, from minutes to days of the week, or six with seconds before them
     * @throws IllegalArgumentException when it is none, or names a time that never comes; the message says why
     */
    public CronTimes(String text, ZoneId zone, Clock clock) {
        boolean withoutSeconds = text.strip().split("\\s+").length == FIELDS_WITHOUT_SECONDS;
        this.expression = CronExpression.parse(withoutSeconds ? "0 " + text.strip() : text);
        this.zone = zone;
        this.clock = clock;
        if (after(clock.instant()).isEmpty()) {
            throw new IllegalArgumentException("this time never comes");
        }
    }

    @Override
    public @Nullable Instant nextExecution(TriggerContext context) {
        return after(lastOf(context)).orElse(null);
    }

    /** A clock that was put right meanwhile may say that the last execution is still to come. */
    private Instant lastOf(TriggerContext context) {
        Instant scheduled = context.lastScheduledExecution();
        Instant completed = context.lastCompletion();
        if (scheduled == null || completed == null) {
            return clock.instant();
        }
        return completed.isBefore(scheduled) ? scheduled : completed;
    }

    /** Returns the first time after this one. */
    public Optional<Instant> after(Instant instant) {
        // What the clock was put forward over lies before what it shows now.
        LocalDateTime local = LocalDateTime.ofInstant(instant.minus(LONGEST_JUMP), zone);
        for (LocalDateTime next = expression.next(local); next != null; next = expression.next(next)) {
            Instant time = next.atZone(zone).toInstant();
            if (time.isAfter(instant)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }
}
