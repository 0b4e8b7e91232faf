package io.handover.report;

import io.handover.ledger.Counts;
import io.handover.ledger.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What came of a run, in one object for programs and in a few lines for people. */
public record Summary(
        long run,
        String mode,
        String status,
        String input,
        @Nullable String sha256,
        int read,
        int assigned,
        int unchanged,
        int deferred,
        int rejected,
        SortedMap<String, Integer> reasons,
        @Nullable Map<String, String> reports) {

    /**
     * Returns what came of a run.
     *
     * @param reports null to leave out where they are
     */
    public static Summary of(Run run, Counts counts, @Nullable Reports reports) {
        return new Summary(
                run.id(),
                run.mode().word(),
                run.status().name(),
                run.inputName(),
                run.sha256(),
                counts.read(),
                counts.assigned(),
                counts.unchanged(),
                counts.deferred(),
                counts.rejected(),
                counts.reasons(),
                reports == null ? null : paths(reports));
    }

    /** Returns a few lines. */
    public String inWords() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "Run %d (%s) of %s: %s%n", run, mode, ShownName.of(input), status));
        text.append(String.format(Locale.ROOT, "  read       %,9d%n", read));
        text.append(String.format(Locale.ROOT, "  assigned   %,9d%n", assigned));
        text.append(String.format(Locale.ROOT, "  unchanged  %,9d%n", unchanged));
        text.append(String.format(Locale.ROOT, "  deferred   %,9d%n", deferred));
        text.append(String.format(Locale.ROOT, "  rejected   %,9d%n", rejected));
        if (!reasons.isEmpty()) {
            text.append(String.format("Primary reasons:%n"));
            reasons.forEach((code, count) -> text.append(String.format(Locale.ROOT, "  %-26s %,7d%n", code, count)));
        }
        if (reports != null) {
            text.append(String.format("Reports:%n"));
            reports.values().forEach(path -> text.append(String.format("  %s%n", path)));
        }
        return text.toString();
    }

    private static Map<String, String> paths(Reports reports) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("rejections", reports.rejections().toString());
        Path results = reports.results();
        if (results != null) {
            paths.put("results", results.toString());
        }
        paths.put("manifest", reports.manifest().toString());
        return paths;
    }
}
