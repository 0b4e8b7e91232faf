package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait clear on the night on which they can, and expire on the night on which they must. */
class ManyNightsTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T01:00:00Z");

    @TempDir
    private Path parent;

    @Test
    void waitingRequestsClearAndExpireOnTheirNights() {
        try (Nights nights = new Nights(parent)) {
            nights.setExportStatus("S1", "HELD");
            nights.setExportStatus("S2", "HELD");
            nights.clock.set(FIRST);
            nights.arrives("a.csv", "S1,a.example", "S2,a.example");
            assertThat(nights.pass().status()).isEqualTo(4);

            assertThat(night(nights, 10)).isEqualTo("read 2, assigned 0, deferred 2, rejected 0, exit 4");
            nights.setExportStatus("S1", "CLEARED");
            assertThat(night(nights, 11)).isEqualTo("read 2, assigned 1, deferred 1, rejected 0, exit 4");
            assertThat(nights.register.place("S1")).startsWith("a.example");
            assertThat(night(nights, 30)).isEqualTo("read 1, assigned 0, deferred 1, rejected 0, exit 4");
            assertThat(night(nights, 31)).isEqualTo("read 1, assigned 0, deferred 0, rejected 1, exit 4");
            assertThat(nights.refusals("deferred.run-6.rejections.csv"))
                    .containsExactly("S2 REJECTED EXPIRED;EXPORT_HOLD");
            assertThat(night(nights, 32)).isEqualTo("read 0, assigned 0, deferred 0, rejected 0, exit 0");
            assertThat(nights.register.count("SELECT count(*) FROM runs")).isEqualTo(6);
            assertThat(nights.files("reports").stream().filter(name -> name.endsWith(".txt")))
                    .isEqualTo(List.of(
                            "pass-20260301T010000Z.txt",
                            "pass-20260311T010000Z.txt",
                            "pass-20260312T010000Z.txt",
                            "pass-20260331T010000Z.txt",
                            "pass-20260401T010000Z.txt",
                            "pass-20260402T010000Z.txt"));
        }
    }

    @Test
    void waitsAsLongAsItIsTold() {
        try (Nights nights = new Nights(parent)) {
            nights.setExportStatus("S1", "HELD");
            nights.clock.set(FIRST);
            nights.arrives("a.csv", "S1,a.example");
            nights.pass("--expire-after", "2d");
            nights.clock.set(FIRST.plus(3, ChronoUnit.DAYS));

            assertThat(nights.pass("--expire-after", "2d")
                            .json()
                            .get("totals")
                            .get("rejected")
                            .asInt())
                    .isOne();
        }
    }

    @Test
    void twoPassesOfOneSecondKeepBothSummaries() {
        try (Nights nights = new Nights(parent)) {
            IntStream.range(0, 2).forEach(pass -> nights.pass());

            assertThat(nights.files("reports"))
                    .containsExactly(
                            "pass-20260203T010000Z.2.json",
                            "pass-20260203T010000Z.2.txt",
                            "pass-20260203T010000Z.json",
                            "pass-20260203T010000Z.txt");
        }
    }

    private static String night(Nights nights, int day) {
        nights.clock.set(FIRST.plus(day, ChronoUnit.DAYS));
        Result pass = nights.pass();
        var totals = pass.json().get("totals");
        return "read %s, assigned %s, deferred %s, rejected %s, exit %d"
                .formatted(
                        totals.get("read"),
                        totals.get("assigned"),
                        totals.get("deferred"),
                        totals.get("rejected"),
                        pass.status());
    }
}
