package io.handover.facts;

import io.handover.csv.RefusedInput;
import io.handover.csv.RefusedInput.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong with one feed: a line for each problem, of which the first are listed and all counted. */
final class FeedProblems {
    /** How many problems of a feed are listed. */
    static final int LISTED = 100;

    private final String file;
    private final List<Problem> first = new ArrayList<>();
    private long count;

    FeedProblems(String file) {
        this.file = file;
    }

    void add(long line, String cause) {
        add(List.of(new Problem(file, line, cause)), 1);
    }

    void add(RefusedInput refused) {
        add(refused.problems(), refused.problems().size());
    }

    /**
     * Adds what one check has found.
     *
     * @param found at least the first {@value #LISTED} problems, by line
     * @param total how many there are
     */
    void add(List<Problem> found, long total) {
        count += total;
        first.addAll(found);
        if (first.size() > 2 * LISTED) {
            first.sort(Comparator.comparingLong(Problem::line));
            first.subList(LISTED, first.size()).clear();
        }
    }

    /** Returns the first problems by line and, if there are more, how many. */
    Stream<Problem> listed() {
        Stream<Problem> listed =
                first.stream().sorted(Comparator.comparingLong(Problem::line)).limit(LISTED);
        return count <= LISTED
                ? listed
                : Stream.concat(listed, Stream.of(new Problem(file, 0, "and %,d more".formatted(count - LISTED))));
    }
}
