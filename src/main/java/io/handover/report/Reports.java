package io.handover.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that go out for one run.
 *
 * @param results null when no report of all requests is wanted
 */
public record Reports(Path rejections, @Nullable Path results, Path manifest) {

    /** Returns the files' names for a run of an input with this name: {@code monday.csv} gives {@code monday.run-12.…}. */
    static Reports in(Path folder, String inputName, long run, boolean withResults) {
        int dot = inputName.lastIndexOf('.');
        String stem = (dot > 0 ? inputName.substring(0, dot) : inputName) + ".run-" + run;
        return new Reports(
                folder.resolve(stem + ".rejections.csv"),
                withResults ? folder.resolve(stem + ".results.csv") : null,
                folder.resolve(stem + ".manifest.json"));
    }
}
