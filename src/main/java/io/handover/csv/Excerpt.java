package io.handover.csv;

import io.handover.assignment.Text;

/** Texts from files in messages: short, and without characters that would act on a terminal. */
public final class Excerpt {
    /** Code points that are shown of a text. */
    private static final int LENGTH = 60;

    private Excerpt() {}

    /** Returns the beginning of the text; see {@link Text#excerpt}. */
    public static String of(String text) {
        return Text.excerpt(text, LENGTH);
    }
}
