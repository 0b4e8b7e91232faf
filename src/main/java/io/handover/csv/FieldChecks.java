package io.handover.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one record may be malformed in, while the rest of its file goes on. */
final class FieldChecks {
    /** Code points that a value may have. */
    static final int MAX_VALUE_LENGTH = 4096;

    private static final int FAULTS_NAMED = 3;

    private FieldChecks() {}

    /** Returns the field as the value that it stands for. */
    static String valueOf(String field, boolean formulaQuoted) {
        String value = field.indexOf('\0') < 0 ? field : field.replace('\0', '\uFFFD');
        return formulaQuoted ? FormulaQuote.takeOff(value) : value;
    }

    /** Returns what is wrong with a record of these fields, in words, or null for nothing. */
    static @Nullable String malformation(Header header, List<String> fields) {
        if (fields.size() != header.size()) {
            return "has %s where the header has %d"
                    .formatted(fields.size() == 1 ? "1 field" : fields.size() + " fields", header.size());
        }
        List<String> faults = null;
        for (int column = 0; column < fields.size(); column++) {
            String field = fields.get(column);
            if (isSuspect(field) && !header.isOurs(column)) {
                faults = faults == null ? new ArrayList<>() : faults;
                addFaults(header, column, field, faults);
            }
        }
        return faults == null || faults.isEmpty() ? null : told(faults);
    }

    /** A quick look, which lets nearly all fields pass. */
    private static boolean isSuspect(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (isForbidden(field.charAt(i))) {
                return true;
            }
        }
        return field.length() > MAX_VALUE_LENGTH;
    }

    private static void addFaults(Header header, int column, String field, List<String> faults) {
        field.chars()
                .filter(FieldChecks::isForbidden)
                .findFirst()
                .ifPresent(character ->
                        faults.add("has in %s a control character U+%04X".formatted(header.shown(column), character)));
        String value = valueOf(field, header.hasLineColumn());
        int length = value.codePointCount(0, value.length());
        if (length > MAX_VALUE_LENGTH) {
            faults.add("has in %s %,d characters where %,d are allowed"
                    .formatted(header.shown(column), length, MAX_VALUE_LENGTH));
        }
    }

    private static String told(List<String> faults) {
        int more = faults.size() - FAULTS_NAMED;
        return String.join("; ", faults.subList(0, Math.min(faults.size(), FAULTS_NAMED)))
                + (more > 0 ? "; and %d more".formatted(more) : "");
    }

    /** C0, DEL and C1, except what may stand in a text of several lines. */
    private static boolean isForbidden(int character) {
        return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r';
    }
}
