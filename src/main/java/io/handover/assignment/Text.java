package io.handover.assignment;

import java.util.Locale;

/** How texts from files are compared: without the blanks around them and, where the design says so, without case. */
public final class Text {
    private Text() {}

    /** Returns the text without the blanks around it; no-break spaces count as blanks. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /**
     * Returns the text in the form in which texts that differ in nothing but case are equal, without the blanks
     * around it. Folds a character at a time, as {@link String#equalsIgnoreCase} compares, so that the result depends
     * neither on a language nor on the characters beside.
     */
    public static String fold(String text) {
        String stripped = strip(text);
        if (isAscii(stripped)) {
            return stripped.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(stripped.length());
        stripped.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /**
     * Returns the beginning of a text as it can stand in a message: with {@code …} for what is beyond the length, and
     * U+FFFD for each character that would break the line, act on a terminal or turn the direction of writing.
     *
     * @param length in code points
     */
    public static String excerpt(String text, int length) {
        if (text.length() <= length && isPrintableAscii(text)) {
            return text;
        }
        boolean whole = text.codePointCount(0, text.length()) <= length;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, length)) + "…";
        StringBuilder harmless = new StringBuilder(shown.length());
        shown.codePoints()
                .map(character -> isHarmful(character) ? '\uFFFD' : character)
                .forEach(harmless::appendCodePoint);
        return harmless.toString();
    }

    private static boolean isHarmful(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintableAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char character) {
        boolean visibleAscii = character > ' ' && character < 0x7F;
        return !visibleAscii && (Character.isWhitespace(character) || Character.isSpaceChar(character));
    }
}
