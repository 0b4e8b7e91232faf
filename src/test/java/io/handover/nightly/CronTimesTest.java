package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** In Berlin the clock is put from 2:00 to 3:00 on 29 March 2026, and from 3:00 to 2:00 on 25 October. */
class CronTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // The day before, the day of the change, the day after.
        "30 1 * * *,   2026-03-28T01:30+01:00, 2026-03-29T01:30+01:00, 2026-03-30T01:30+02:00",
        "59 1 * * *,   2026-03-28T01:59+01:00, 2026-03-29T01:59+01:00, 2026-03-30T01:59+02:00",
        "0 2 * * *,    2026-03-28T02:00+01:00, 2026-03-29T03:00+02:00, 2026-03-30T02:00+02:00",
        "30 2 * * *,   2026-03-28T02:30+01:00, 2026-03-29T03:30+02:00, 2026-03-30T02:30+02:00",
        "0 3 * * *,    2026-03-28T03:00+01:00, 2026-03-29T03:00+02:00, 2026-03-30T03:00+02:00",
        "15 30 2 * * *, 2026-03-28T02:30:15+01:00, 2026-03-29T03:30:15+02:00, 2026-03-30T02:30:15+02:00",
        "59 1 * * *,   2026-10-24T01:59+02:00, 2026-10-25T01:59+02:00, 2026-10-26T01:59+01:00",
        "0 2 * * *,    2026-10-24T02:00+02:00, 2026-10-25T02:00+02:00, 2026-10-26T02:00+01:00",
        "30 2 * * *,   2026-10-24T02:30+02:00, 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
        "0 3 * * *,    2026-10-24T03:00+02:00, 2026-10-25T03:00+01:00, 2026-10-26T03:00+01:00",
    })
    void comeOnceOnTheNightOnWhichTheClockIsChanged(
            String cron, OffsetDateTime before, OffsetDateTime changed, OffsetDateTime after) {
        Instant start = before.toInstant().minusSeconds(1);
        CronTimes times = times(cron, start);

        assertThat(List.of(
                        times.after(start).orElseThrow(),
                        times.after(before.toInstant()).orElseThrow(),
                        times.after(changed.toInstant()).orElseThrow()))
                .containsExactly(before.toInstant(), changed.toInstant(), after.toInstant());
    }

    /** Whenever a pass ends, and so whenever the next time is looked for. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0 * * *", "0 2 * * *", "15 2 * * *", "59 2 * * *", "0 3 * * *", "30 23 * * *"})
    void comeOnceANightForAYearHoweverLongPassesLast(String cron) {
        for (int minutes : new int[] {0, 1, 30, 59, 60, 61, 119, 120, 180, 1_200}) {
            Instant time = Instant.parse("2025-12-31T23:30:00Z");
            CronTimes times = times(cron, time);
            SimpleTriggerContext context = new SimpleTriggerContext(Clock.fixed(time, ZoneOffset.UTC));
            List<LocalDate> nights = new ArrayList<>();
            for (int night = 0; night < 365; night++) {
                Instant next = Objects.requireNonNull(times.nextExecution(context));
                nights.add(LocalDate.ofInstant(next, BERLIN));
                context = new SimpleTriggerContext(next, next, next.plusSeconds(minutes * 60L));
            }
            assertThat(nights)
                    .as("after passes of %d minutes", minutes)
                    .isEqualTo(nights.get(0)
                            .datesUntil(nights.get(0).plusDays(365))
                            .toList());
        }
    }

    /** A program that is started anew in the hour that the clock was put forward over misses nothing. */
    @Test
    void comeLaterForAProgramThatIsStartedAfterTheGap() {
        Instant started = OffsetDateTime.parse("2026-03-29T03:10+02:00").toInstant();

        assertThat(times("30 2 * * *", started).after(started))
                .contains(OffsetDateTime.parse("2026-03-29T03:30+02:00").toInstant());
    }

    @Test
    void areNotTakenTwiceWhenTheClockOfTheMachineWasPutBackMeanwhile() {
        Instant night = Instant.parse("2026-02-03T01:00:00Z");
        Instant early = night.minusMillis(40);

        assertThat(times("0 2 * * *", early).nextExecution(new SimpleTriggerContext(night, early, early)))
                .isEqualTo(Instant.parse("2026-02-04T01:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "0 2 * *", "61 2 * * *", "0 25 * * *", "0 0 30 2 *"})
    void refuseWhatIsNoTime(String cron) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times(cron, Instant.EPOCH))
                .withMessageMatching("(?s).{10,}");
    }

    private static CronTimes times(String cron, Instant now) {
        return new CronTimes(cron, BERLIN, Clock.fixed(now, ZoneOffset.UTC));
    }
}
