package io.handover.report;

import io.handover.assignment.Text;

/** Names of files that somebody else may have chosen, as they can be shown on a terminal. */
public final class ShownName {
    /** In code points: what file systems allow. */
    private static final int LENGTH = 255;

    private ShownName() {}

    public static String of(String name) {
        return Text.excerpt(name, LENGTH);
    }
}
