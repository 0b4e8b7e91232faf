package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that stays, and makes its passes by itself. The clock is set to shortly before each of them. */
@Timeout(120)
class EveryNightTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration SHORTLY = Duration.ofMillis(20);

    @TempDir
    private Path parent;

    private final NightClock clock = new NightClock();

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T00:00:00Z, 2026-03-28T01:30:00Z, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "2026-10-24T00:00:00Z, 2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    })
    void worksOnceANightAcrossTheChangesOfSummerTime(Instant start, Instant before, Instant changed, Instant after) {
        clock.set(start);
        CronTimes times = new CronTimes("30 2 * * *", BERLIN, clock);
        EveryNight nights = new EveryNight();
        List<Instant> worked = new ArrayList<>();
        clock.set(shortlyBeforeNext(times));

        int last = nights.carryOut(
                atWork -> {
                    atWork.accept(() -> {});
                    clock.set(clock.instant().plus(SHORTLY));
                    worked.add(clock.instant());
                    clock.set(shortlyBeforeNext(times));
                    if (worked.size() == 3) {
                        nights.stop();
                    }
                    return worked.size();
                },
                times,
                clock);

        assertThat(worked).containsExactly(before, changed, after);
        assertThat(last).isEqualTo(3);
    }

    @Test
    void workThatLastsLongerThanANightIsDoneAloneAndTheTimesMeanwhileAreLeftOut() {
        clock.set("2026-02-03T01:00:00Z");
        CronTimes times = new CronTimes("0 2 * * *", ZoneId.of("UTC"), clock);
        EveryNight nights = new EveryNight();
        List<String> worked = new ArrayList<>();
        clock.set(shortlyBeforeNext(times));

        nights.carryOut(
                atWork -> {
                    clock.set(clock.instant().plus(SHORTLY));
                    worked.add("begins " + clock.instant());
                    clock.set(clock.instant().plus(Duration.ofHours(50)));
                    worked.add("ends " + clock.instant());
                    if (worked.size() == 4) {
                        nights.stop();
                    }
                    clock.set(shortlyBeforeNext(times));
                    return 0;
                },
                times,
                clock);

        assertThat(worked)
                .containsExactly(
                        "begins 2026-02-03T02:00:00Z",
                        "ends 2026-02-05T04:00:00Z",
                        "begins 2026-02-06T02:00:00Z",
                        "ends 2026-02-08T04:00:00Z");
    }

    /** Nights of a second: some are good, some have no database, and then one makes up for them. */
    @Test
    void aNightThatFailsIsToldAndTheNextIsTried() throws IOException, InterruptedException {
        try (Nights nights = new Nights(parent)) {
            String url = nights.register.database().url();
            List<Result> result = new ArrayList<>();
            Thread program = new Thread(
                    () -> result.add(nights.register.program().run(nights.arguments("--every", "* * * * * *"))));
            nights.arrives("a.csv", "S1,a.example");
            program.start();
            awaitPass(nights, 0);
            System.setProperty("handover.database.url", "jdbc:postgresql://127.0.0.1:1/handover");
            awaitPass(nights, 69);
            nights.arrives("b.csv", "S2,a.example");
            awaitPass(nights, 69);
            assertThat(nights.files("inbox")).containsExactly("b.csv");
            System.setProperty("handover.database.url", url);
            awaitPass(nights, 0);
            program.interrupt();
            program.join();

            assertThat(nights.register.place("S2")).startsWith("a.example");
            assertThat(result.get(0).status()).isZero();
            assertThat(result.get(0).err()).contains("127.0.0.1:1");
        }
    }

    @Test
    void endsInOrderWhenItIsToldToBetweenTwoNights() throws IOException, InterruptedException {
        try (Nights nights = new Nights(parent)) {
            ProgramProcess process = ProgramProcess.start(
                    parent.resolve("process"),
                    nights.register.database().properties(),
                    nights.arguments("--every", "0 0 1 1 *"));
            while (!process.printed().contains("The next pass is at ")
                    && process.process().isAlive()) {
                Thread.sleep(10);
            }

            process.signal("TERM");

            assertThat(process.await()).as(process.printed()).isZero();
            assertThat(process.printed()).doesNotContain("\tat ");
            assertThat(nights.files("reports")).isEmpty();
        }
    }

    /** Waits until a pass that begins after this call has ended so. */
    private static void awaitPass(Nights nights, int status) throws InterruptedException {
        int known = nights.files("reports").size();
        String wanted = "\"exit_status\":" + status + ",";
        while (nights.files("reports").stream()
                .skip(known)
                .noneMatch(name ->
                        name.endsWith(".json") && nights.read("reports/" + name).contains(wanted))) {
            Thread.sleep(20);
        }
    }

    private Instant shortlyBeforeNext(CronTimes times) {
        return times.after(clock.instant()).orElseThrow().minus(SHORTLY);
    }
}
