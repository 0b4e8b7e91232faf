package io.handover.facts;

import io.handover.assignment.Text;
import io.handover.csv.CsvRecord;
import io.handover.csv.Excerpt;
import io.handover.csv.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one line of a feed, without the blanks around them. A cell that is wrong is told once the line was
 * read, and is null until then: nothing of the feed is applied anyway.
 */
final class FeedLine {
    /** Code points that a text may have by which rows are found: an index holds no more than 2,704 bytes. */
    static final int MAX_KEY_LENGTH = 500;

    private final Header header;
    private final CsvRecord record;
    private final List<String> faults = new ArrayList<>();
    private boolean identified;

    FeedLine(Header header, CsvRecord record) {
        this.header = header;
        this.record = record;
        this.identified = record.malformation() == null;
    }

    long number() {
        return record.line();
    }

    /** Returns a text that, with others, tells which row is meant; must not be blank. */
    String key(String column) {
        String text = searchable(column);
        if (text.isEmpty()) {
            wrong(column + " is blank");
            identified = false;
        }
        return text;
    }

    /** Returns a text, possibly blank, by which rows are looked up. */
    String searchable(String column) {
        String text = text(column);
        int length = text.codePointCount(0, text.length());
        if (length > MAX_KEY_LENGTH) {
            wrong("%s is %,d characters long; %,d are allowed".formatted(column, length, MAX_KEY_LENGTH));
            identified = false;
        }
        return text;
    }

    /** Returns a text, possibly blank. */
    String text(String column) {
        String text = optional(column);
        return text == null ? "" : text;
    }

    /** Returns a text, possibly blank, or null when the feed has no such column. */
    @Nullable
    String optional(String column) {
        int index = header.indexOf(column);
        return index < 0 ? null : Text.strip(record.values().get(index));
    }

    boolean hasColumn(String column) {
        return header.indexOf(column) >= 0;
    }

    /** Returns a text that must not be blank. */
    String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            wrong(column + " is blank");
        }
        return text;
    }

    /** Returns null when the cell is neither {@code true} nor {@code false}. */
    @Nullable
    Boolean flag(String column) {
        String word = oneOf(column, List.of("true", "false"));
        return word == null ? null : Boolean.valueOf(word);
    }

    /** Returns the word out of the list that the cell is, whatever its case; null when it is none of them. */
    @Nullable
    String oneOf(String column, List<String> words) {
        String text = text(column);
        for (String word : words) {
            if (word.equalsIgnoreCase(text)) {
                return word;
            }
        }
        wrong("%s is %s; expected is %s"
                .formatted(column, text.isEmpty() ? "blank" : Excerpt.of(text), String.join(" or ", words)));
        return null;
    }

    /** Returns null when the cell is no positive integer. */
    @Nullable
    Long positive(String column) {
        String text = text(column);
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) > 0) {
            return Long.parseLong(text);
        }
        wrong("%s is %s; expected is a positive integer"
                .formatted(column, text.isEmpty() ? "blank" : Excerpt.of(text)));
        return null;
    }

    /** Tells whether it is known which row the line is about, whatever else may be wrong. */
    boolean isIdentified() {
        return identified;
    }

    void wrong(String cause) {
        faults.add(cause);
    }

    /** Returns what is wrong with the line, as far as its cells were read, or null for nothing. */
    @Nullable
    String fault() {
        if (record.malformation() != null) {
            return record.malformation();
        }
        return faults.isEmpty() ? null : String.join("; ", faults);
    }
}
