package io.handover.csv;

import io.handover.assignment.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came in cannot be taken as what it should be, and nothing of it was applied. The message is meant for whoever
 * handed it in: a line for each problem, as in {@code monday.csv: line 17: a quote opens here and never closes}.
 */
public final class RefusedInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** @param problems at least one, in the order in which they are to be read */
    public RefusedInput(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an input is refused for at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** @param line physical line, from 1 */
    public RefusedInput(String file, long line, String cause) {
        this(List.of(new Problem(file, line, cause)));
    }

    /** Refuses a file for what is wrong with all of it, rather than with one of its lines. */
    public RefusedInput(String file, String cause) {
        this(List.of(new Problem(file, 0, cause)));
    }

    /** Refuses a file that is not there, or is a folder, or may not be read. */
    public static void unlessReadable(Path file) {
        if (!Files.exists(file)) {
            throw new RefusedInput(file.toString(), "there is no such file");
        }
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw new RefusedInput(file.toString(), "this is not a file that can be read");
        }
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param file name of the file, without its folder
     * @param line physical line, from 1; 0 when the problem is with the file as a whole
     * @param cause half a sentence, with the values at stake
     */
    public record Problem(String file, long line, String cause) {
        public Problem {
            if (line < 0 || cause.isBlank()) {
                throw new IllegalArgumentException("a problem has a line, from 0, and a cause");
            }
        }

        @Override
        public String toString() {
            String name = Text.excerpt(file, Integer.MAX_VALUE);
            return line == 0 ? name + ": " + cause : name + ": line " + line + ": " + cause;
        }
    }
}
