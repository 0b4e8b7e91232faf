package io.handover.csv;

import io.handover.assignment.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file. They are found by their names without case, blanks around and with every run of blanks and
 * underscores as one underscore. Columns whose name begins with {@code __} are Handover's own: not found by any name.
 */
public final class Header {
    private static final String LINE_COLUMN = "_line";
    private static final int REPEATED_COLUMNS_NAMED = 10;

    /** A record of one character gets as many fields as there are columns, and a small file would fill a disk. */
    private static final int MAX_COLUMNS = 1_024;

    private final List<String> names;
    private final boolean hasLineColumn;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int[] givenColumns;

    /** @param names as they stand in the file */
    Header(List<String> names) {
        hasLineColumn =
                names.stream().anyMatch(name -> isOurs(name) && normalise(name).equals(LINE_COLUMN));
        this.names = names.stream()
                .map(name -> FieldChecks.valueOf(name, hasLineColumn))
                .toList();
        for (int column = size() - 1; column >= 0; column--) {
            if (!isOurs(column)) {
                columns.put(normalise(this.names.get(column)), column);
            }
        }
        givenColumns =
                IntStream.range(0, size()).filter(column -> !isOurs(column)).toArray();
    }

    /** Returns the names as they came, without the quotes that Handover's reports put before formulas. */
    public List<String> names() {
        return names;
    }

    /** Returns the names of the columns that are not ours. */
    public List<String> given() {
        return List.of(givenOf(names));
    }

    /** Returns, of a record's values, those in the columns that are not ours. */
    public String[] givenOf(List<String> values) {
        String[] given = new String[givenColumns.length];
        for (int at = 0; at < given.length; at++) {
            given[at] = values.get(givenColumns[at]);
        }
        return given;
    }

    public int size() {
        return names.size();
    }

    /**
     * Returns where the column is, from 0, or -1 when there is none.
     *
     * @param name in lower case, with single underscores
     */
    public int indexOf(String name) {
        return columns.getOrDefault(name, -1);
    }

    /** Tells whether the column is one that Handover writes into reports and ignores on intake. */
    public boolean isOurs(int column) {
        return isOurs(names.get(column));
    }

    /** Tells whether any column is ours. */
    boolean hasOurs() {
        return givenColumns.length < size();
    }

    /** Tells whether the file is a report of Handover, possibly corrected, whose values have formula quotes. */
    public boolean hasLineColumn() {
        return hasLineColumn;
    }

    /** Returns the column's name for messages. */
    String shown(int column) {
        String name = Excerpt.of(Text.strip(names.get(column)));
        return name.isEmpty() ? "column " + (column + 1) : name;
    }

    long countOf(Set<String> required) {
        return required.stream().filter(columns::containsKey).count();
    }

    /** Returns what keeps the file from being read, or null for nothing. */
    @Nullable
    String problem(Set<String> required) {
        if (size() > MAX_COLUMNS) {
            return "the header has %,d columns; at most %,d are taken in".formatted(size(), MAX_COLUMNS);
        }
        List<String> problems = new ArrayList<>();
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(columns.keySet());
        if (!missing.isEmpty()) {
            String found = names.stream().limit(20).map(Excerpt::of).collect(Collectors.joining(", "));
            problems.add("%s missing; the header has: %s"
                    .formatted(
                            missing.size() == 1
                                    ? "the required column "
                                            + missing.iterator().next() + " is"
                                    : "the required columns " + String.join(", ", missing) + " are",
                            names.size() > 20 ? found + ", …" : found));
        }
        List<String> repeated = repeated();
        repeated.stream().limit(REPEATED_COLUMNS_NAMED).forEach(problems::add);
        if (repeated.size() > REPEATED_COLUMNS_NAMED) {
            problems.add("and %,d more are there twice".formatted(repeated.size() - REPEATED_COLUMNS_NAMED));
        }
        return problems.isEmpty() ? null : String.join("; ", problems);
    }

    private List<String> repeated() {
        List<String> repeated = new ArrayList<>();
        for (int column = 0; column < size(); column++) {
            String name = normalise(names.get(column));
            int first = indexOf(name);
            if (!isOurs(column) && !name.isEmpty() && first < column) {
                repeated.add("columns %d and %d are both %s".formatted(first + 1, column + 1, Excerpt.of(name)));
            }
        }
        return repeated;
    }

    private static boolean isOurs(String name) {
        return Text.strip(name).startsWith("__");
    }

    /** Returns the name in the form in which columns are found: in lower case, with single underscores. */
    public static String normalise(String name) {
        StringBuilder normalised = new StringBuilder();
        Text.fold(name).chars().map(Header::separatorOrSelf).forEach(character -> {
            boolean runGoesOn =
                    character == '_' && !normalised.isEmpty() && normalised.charAt(normalised.length() - 1) == '_';
            if (!runGoesOn) {
                normalised.append((char) character);
            }
        });
        return normalised.toString();
    }

    private static int separatorOrSelf(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) ? '_' : character;
    }
}
