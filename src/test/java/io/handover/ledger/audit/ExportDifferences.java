package io.handover.ledger.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which outcomes two exports do not have alike; both are read once, a row at a time. */
final class ExportDifferences {
    private ExportDifferences() {}

    /**
     * Returns the outcomes, {@code RUN.RECORD}.
     *
     * @param log the runs in its order
     */
    static Set<String> between(Path before, Path after, List<Long> log) throws IOException {
        Comparator<ExportedRow> order = Comparator.<ExportedRow>comparingInt(
                        row -> log.indexOf(row.outcome().run()))
                .thenComparingInt(row -> row.outcome().record());
        Set<String> different = new TreeSet<>();
        try (RowReader ofBefore = form(before).reader(before);
                RowReader ofAfter = form(after).reader(after)) {
            ExportedRow one = ofBefore.next();
            ExportedRow other = ofAfter.next();
            while (one != null && other != null) {
                int comparison = order.compare(one, other);
                if (!one.equals(other)) {
                    different.add(name(comparison <= 0 ? one : other));
                }
                one = comparison <= 0 ? ofBefore.next() : one;
                other = comparison >= 0 ? ofAfter.next() : other;
            }
            addRest(one, ofBefore, different);
            addRest(other, ofAfter, different);
        }
        return different;
    }

    private static void addRest(@Nullable ExportedRow first, RowReader rows, Set<String> different) throws IOException {
        for (ExportedRow row = first; row != null; row = rows.next()) {
            different.add(name(row));
        }
    }

    private static ExportForm form(Path export) {
        return Objects.requireNonNull(ExportForm.of(export));
    }

    private static String name(ExportedRow row) {
        return row.outcome().run() + "." + row.outcome().record();
    }
}
