package io.handover.csv;

/** Texts from files in messages: short, and without characters that would act on a terminal. */
public final class Excerpt {
    /** Code points that are shown of a text. */
    static final int LENGTH = 60;

    private Excerpt() {}

    /** Returns the beginning of the text, with {@code …} for the rest and U+FFFD for each control character. */
    public static String of(String text) {
        boolean whole = text.codePointCount(0, text.length()) <= LENGTH;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, LENGTH)) + "…";
        StringBuilder harmless = new StringBuilder(shown.length());
        shown.codePoints()
                .map(character -> Character.isISOControl(character) || isInvisible(character) ? '\uFFFD' : character)
                .forEach(harmless::appendCodePoint);
        return harmless.toString();
    }

    /** Marks that turn the direction of writing, and line separators, would garble what stands beside them. */
    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
