package io.handover.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One kind of feed: what its lines must be, and how they come into the facts. Its lines are staged in a temporary
 * table of its own, compared with what is known and with the other feeds of the folder, and then applied, with a fixed
 * number of statements, however many lines there are.
 */
interface Feed {
    /** Returns the name of the file. */
    String file();

    /** Returns the columns without which the file is refused, in lower case with single underscores. */
    List<String> requiredColumns();

    /** Returns the statement that makes the temporary table. */
    String table();

    /** Returns the statement that copies rows of text into the temporary table. */
    String copy();

    /** Returns a line as a row for the temporary table. */
    @Nullable
    Object[] row(FeedLine line);

    /** Returns what is to be asked of the staged lines, those of the feeds before this one being staged as well. */
    List<Check> checks();

    /** Brings the facts up to the staged lines, whose checks have found nothing, and does not touch rows that are so already. */
    Changed apply(JdbcTemplate jdbc);

    /** How many rows were changed. */
    record Changed(int inserted, int updated) {}

    /**
     * A question whose answers are lines that are wrong.
     *
     * @param statement returns {@code line}, {@code total} (how many lines are wrong), and the texts at stake, ordered
     *     by line; not more of them than are listed
     * @param cause what is wrong, with {@code %s} for each text at stake
     * @param relyingOn files of other feeds: when not all of their lines could be staged, the answers would not tell
     *     what is wrong with this feed, so the question is not asked
     */
    record Check(String statement, String cause, List<String> relyingOn) {
        Check(String statement, String cause, String... relyingOn) {
            this(statement, cause, List.of(relyingOn));
        }
    }
}
