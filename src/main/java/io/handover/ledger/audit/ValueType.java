package io.handover.ledger.audit;

import io.handover.csv.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** What the values of a column are, and how they are texts: for each value there is one text, and no other is taken. */
enum ValueType {
    /** {@link Instant}, to the microsecond; {@code 2026-11-23T16:40:37.123456Z}. */
    TIME("time") {
        @Override
        String text(Object value) {
            return MICROSECONDS.format((Instant) value);
        }

        @Override
        Object read(String text) {
            return MICROSECONDS.parse(text, Instant::from);
        }
    },
    /** {@link Long}. */
    LONG("whole number") {
        @Override
        Object read(String text) {
            return Long.valueOf(text);
        }
    },
    /** {@link Integer}. */
    INT("whole number of 32 bits") {
        @Override
        Object read(String text) {
            return Integer.valueOf(text);
        }
    },
    /** {@link String}, not empty. */
    TEXT("text that is not empty") {
        @Override
        Object read(String text) {
            return text;
        }
    };

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    String text(Object value) {
        return value.toString();
    }

    /** Returns the value whose text it is, or throws what the class of the value throws. */
    abstract Object read(String text);

    /**
     * Returns the value whose text it is.
     *
     * @throws WrongRow when it is the text of no value
     */
    final Object parse(ExportColumn column, String text) {
        try {
            Object value = read(text);
            if (!text.isEmpty() && text(value).equals(text)) {
                return value;
            }
        } catch (NumberFormatException | DateTimeException wrong) {
            // told below, as for a value that is written otherwise
        }
        throw wrong(column, text);
    }

    /** @param found what stands in place of a value of this type */
    final WrongRow wrong(ExportColumn column, String found) {
        return new WrongRow("%s must be a %s, and is \"%s\"".formatted(column.columnName(), words, Excerpt.of(found)));
    }
}
