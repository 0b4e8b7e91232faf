package io.handover.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of a month, night by night, as they stand in {@code docs/a-month-of-nights.md}. */
final class MonthTable {
    static final Path FILE = Path.of("docs/a-month-of-nights.md");
    static final String NOT_KNOWN = "–";

    private static final Pattern TABLE = Pattern.compile("(?s)(?<=<!-- nights -->\n).*?(?=<!-- /nights -->)");
    private static final String HEADING = """
            | night | feeds | files | read | assigned | unchanged | deferred | rejected | cleared | superseded | expired | waiting | exit | what happened |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
            """;

    private final List<String> rows = new ArrayList<>();

    /** What came of the requests of a night, or of an undo. */
    record Figures(List<String> cells) {
        /** Counts outcomes, such as {@code DEFERRED EXPORT_HOLD}; those of the retry are among all, too. */
        static Figures of(Collection<String> all, Collection<String> ofRetry) {
            return new Figures(List.of(
                    String.valueOf(all.size()),
                    count(all, "ASSIGNED"),
                    count(all, "UNCHANGED"),
                    count(all, "DEFERRED"),
                    count(all, "REJECTED"),
                    String.valueOf(ofRetry.stream()
                            .filter(each -> each.matches("ASSIGNED|UNCHANGED"))
                            .count()),
                    count(ofRetry, "REJECTED SUPERSEDED"),
                    count(ofRetry, "REJECTED EXPIRED")));
        }

        static Figures none() {
            return new Figures(Stream.generate(() -> NOT_KNOWN).limit(8).toList());
        }

        private static String count(Collection<String> outcomes, String beginning) {
            return String.valueOf(
                    outcomes.stream().filter(each -> each.startsWith(beginning)).count());
        }
    }

    void add(String night, String feeds, Object files, Figures figures, int waiting, Object exit, String what) {
        rows.add(Stream.of(Stream.of(night, feeds, files), figures.cells().stream(), Stream.of(waiting, exit, what))
                .flatMap(cells -> cells)
                .map(Object::toString)
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return HEADING + String.join("", rows);
    }

    /** Writes the table anew into the page. */
    void write() throws IOException {
        Files.writeString(FILE, TABLE.matcher(Files.readString(FILE)).replaceFirst(Matcher.quoteReplacement(text())));
    }

    /** Returns the table that stands in the page. */
    static String published() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(FILE));
        return table.find() ? table.group() : "";
    }
}
