package io.handover.report;

import io.handover.assignment.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that go out for one run.
 *
 * @param results null when no report of all requests is wanted
 */
public record Reports(Path rejections, @Nullable Path results, Path manifest) {
    /** In bytes of UTF-8, so that the name of a temporary file fits into the 255 that file systems allow. */
    private static final int MAX_STEM_LENGTH = 180;

    /**
     * Returns the files' names for a run of an input with this name: {@code monday.csv} gives {@code monday.run-12.…}.
     * Of a very long name only the beginning is kept, and {@code _} stands for what does not belong into a name.
     */
    static Reports in(Path folder, String inputName, long run, boolean withResults) {
        int dot = inputName.lastIndexOf('.');
        String stem = shortened(harmless(dot > 0 ? inputName.substring(0, dot) : inputName)) + ".run-" + run;
        try {
            return named(folder, stem, withResults);
        } catch (InvalidPathException notInTheMachinesCharset) {
            return named(folder, stem.replaceAll("[^\\x20-\\x7e]", "_"), withResults);
        }
    }

    private static Reports named(Path folder, String stem, boolean withResults) {
        return new Reports(
                folder.resolve(stem + ".rejections.csv"),
                withResults ? folder.resolve(stem + ".results.csv") : null,
                folder.resolve(stem + ".manifest.json"));
    }

    /** Without what would lead to another folder, here or on another system, break a line or act on a terminal. */
    private static String harmless(String name) {
        return Text.excerpt(name, Integer.MAX_VALUE).replaceAll("[\uFFFD/\\\\]", "_");
    }

    private static String shortened(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_STEM_LENGTH) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
