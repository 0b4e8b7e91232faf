package io.handover.nightly;

import io.handover.facts.LoadedFacts;
import io.handover.files.WholeFile;
import io.handover.nightly.PassSummary.Totals;
import io.handover.report.FactsSummary;
import io.handover.report.Json;
import io.handover.report.ShownName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a pass tells people: what matters in the first line, then each of its parts. */
public final class PassReport {
    /** Without the colons that some file systems do not allow. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PassReport() {}

    /** Writes the report into the home, in words and as JSON. */
    public static void write(Home home, PassSummary summary) {
        String name = "pass-" + TIME.format(summary.started());
        Path json = PutAway.free(home.reports().resolve(name + ".json"));
        String stem = Arrivals.name(json).replaceFirst("\\.json$", "");
        write(json.resolveSibling(stem + ".txt"), inWords(summary));
        write(json, Json.inOneLine(summary) + System.lineSeparator());
    }

    private static void write(Path file, String text) {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static String inWords(PassSummary summary) {
        StringBuilder text = new StringBuilder(firstLine(summary));
        if (summary.failure() != null) {
            text.append(summary.failure()).append(System.lineSeparator());
        }
        LoadedFacts facts = summary.facts().loaded();
        text.append(
                facts == null
                        ? String.format(
                                "Facts: %s%n", summary.facts().state().name().toLowerCase(Locale.ROOT))
                        : FactsSummary.inWords(facts));
        if (summary.facts().cause() != null) {
            text.append(indented(summary.facts().cause()));
        }
        summary.runs().forEach(run -> {
            text.append(run.summary().inWords());
            if (run.doneBefore()) {
                text.append(String.format("  (done before this pass)%n"));
            }
        });
        summary.refused().forEach(file -> {
            text.append(String.format("Refused: %s, now %s%n", ShownName.of(file.file()), file.movedTo()));
            if (!file.cause().equals(summary.facts().cause())) {
                text.append(indented(file.cause()));
            }
        });
        summary.left()
                .forEach(file -> text.append(String.format("Left: %s: %s%n", ShownName.of(file.file()), file.cause())));
        return text.toString();
    }

    private static String firstLine(PassSummary summary) {
        Totals totals = summary.totals();
        return String.format(
                Locale.ROOT,
                "Pass of %s: %,d read, %,d assigned, %,d unchanged, %,d deferred, %,d rejected; runs: %d, files refused: %d,"
                        + " left: %d; exit status %d%n",
                summary.started().truncatedTo(ChronoUnit.SECONDS),
                totals.read(),
                totals.assigned(),
                totals.unchanged(),
                totals.deferred(),
                totals.rejected(),
                summary.runs().size(),
                summary.refused().size(),
                summary.left().size(),
                summary.exitStatus());
    }

    private static String indented(String lines) {
        return lines.indent(2).replace("\n", System.lineSeparator());
    }
}
