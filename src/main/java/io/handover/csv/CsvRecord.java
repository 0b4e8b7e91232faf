package io.handover.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file, after the header.
 *
 * @param number which one, from 1
 * @param line physical line, from 1, on which it starts
 * @param values as many as the header has columns: as they came, except that NUL is U+FFFD and, in a file with a
 *     {@code __line} column, formula quotes are off; blank for fields that are missing, and without surplus fields
 * @param malformation what is wrong with the record's form, as a predicate ("has 11 fields where the header has 13");
 *     null for nothing
 * @param miscounted whether the number of fields is wrong, so that none of them can be trusted
 */
public record CsvRecord(
        long number,
        long line,
        List<String> values,
        @Nullable String malformation,
        boolean miscounted) {
    public CsvRecord {
        values = List.copyOf(values);
        if (number < 1 || line < 1) {
            throw new IllegalArgumentException("records and lines are counted from 1");
        }
    }
}
