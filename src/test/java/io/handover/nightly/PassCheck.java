package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Compares what a pass tells, and what the ledger and the folders say after it, with what must have come of it. */
final class PassCheck {
    private static final String OUTCOMES = """
            SELECT status || coalesce(' ' || array_to_string(codes, ';'), '')
            FROM outcomes
            WHERE run_id = :run
            ORDER BY record
            """;

    private final Nights nights;
    private final ExpectedRegister expected;

    PassCheck(Nights nights, ExpectedRegister expected) {
        this.nights = nights;
        this.expected = expected;
    }

    /**
     * Fails unless all is as it must be.
     *
     * @param metrics what the pass has written for Prometheus
     * @param outcomes of each run that the pass carried out, in their order
     * @param files how many request files are archived
     */
    void of(Result pass, String metrics, Map<Long, List<String>> outcomes, int files) {
        JsonNode summary = pass.json();
        LocalDate date = LocalDate.ofInstant(nights.clock.instant(), MonthOfNights.BERLIN);
        List<JsonNode> runs = summary.get("runs")
                .valueStream()
                .filter(run -> !run.get("done_before").asBoolean())
                .toList();
        assertThat(runs.stream().map(run -> run.get("run").asLong()))
                .as("%s: %s", date, summary.get("left"))
                .containsExactlyElementsOf(outcomes.keySet());
        outcomes.forEach((run, each) ->
                assertThat(decided(run)).as("run %d of %s", run, date).isEqualTo(each));
        for (String count : List.of("read", "assigned", "unchanged", "deferred", "rejected")) {
            long sum = runs.stream().mapToLong(run -> run.get(count).asLong()).sum();
            long there = outcomes.values().stream()
                    .flatMap(List::stream)
                    .filter(each -> count.equals("read") || each.startsWith(count.toUpperCase(Locale.ROOT)))
                    .count();
            assertThat(summary.get("totals").get(count).asLong())
                    .as(count)
                    .isEqualTo(sum)
                    .isEqualTo(there);
        }
        assertThat(nights.files("inbox")).as(summary.toString()).isEmpty();
        assertThat(nights.files("archive").stream().filter(name -> name.matches(date + "/[^/]+")))
                .hasSize(files);
        assertThat(metrics).contains("\nhandover_deferred_waiting %d.0\n".formatted(expected.waiting.size()));
    }

    /** Returns the outcomes of a run, in file order: {@code DEFERRED EXPORT_HOLD}. */
    List<String> decided(long run) {
        return nights.register
                .sql
                .sql(OUTCOMES)
                .param("run", run)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
