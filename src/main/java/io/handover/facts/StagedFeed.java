package io.handover.facts;

import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.Excerpt;
import io.handover.csv.RefusedInput;
import io.handover.csv.RefusedInput.Problem;
import io.handover.database.CopyRows;
import io.handover.facts.Feed.Changed;
import io.handover.facts.Feed.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The lines of one feed, in its temporary table, and what is wrong with them. */
final class StagedFeed {
    private final Feed feed;
    private final FeedProblems problems;
    private long lines;
    private boolean complete = true;

    private StagedFeed(Feed feed) {
        this.feed = feed;
        this.problems = new FeedProblems(feed.file());
    }

    /** Copies the lines of a file into the feed's temporary table, with null for bad cells, and notes what is bad. */
    static StagedFeed of(Feed feed, Path file, DataSource database) {
        StagedFeed staged = new StagedFeed(feed);
        try (CsvFile csv = CsvFile.open(file, CsvFile.Format.requiring(feed.requiredColumns()));
                CopyRows rows = CopyRows.begin(database, feed.copy())) {
            staged.copy(csv, rows);
        } catch (RefusedInput refused) {
            staged.refuse(refused);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return staged;
    }

    /** Finishes the copy of a refused file, too: to give it up would end the transaction in which the others are checked. */
    private void copy(CsvFile csv, CopyRows rows) throws IOException {
        try {
            for (CsvRecord record = csv.next(); record != null; record = csv.next()) {
                stage(new FeedLine(csv.header(), record), rows);
            }
        } catch (RefusedInput refused) {
            refuse(refused);
        }
        rows.finish();
    }

    private void refuse(RefusedInput refused) {
        problems.add(refused);
        complete = false;
    }

    private void stage(FeedLine line, CopyRows rows) {
        lines++;
        @Nullable Object[] row = feed.row(line);
        String fault = line.fault();
        if (fault != null) {
            problems.add(line.number(), fault);
        }
        if (line.isIdentified()) {
            rows.add(row);
        } else {
            complete = false;
        }
    }

    /**
     * Asks the feed's questions, except those that rely on feeds of which some lines are not staged.
     *
     * @param incomplete files of those feeds
     */
    void check(List<String> incomplete, JdbcTemplate jdbc) {
        for (Check check : feed.checks()) {
            if (check.relyingOn().stream().noneMatch(incomplete::contains)) {
                jdbc.query(check.statement(), row -> {
                    note(check, row);
                    return null;
                });
            }
        }
    }

    private void note(Check check, ResultSet row) throws SQLException {
        List<Problem> found = new ArrayList<>();
        long total = 0;
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
            total = row.getLong("total");
            List<String> atStake = new ArrayList<>();
            for (int column = 3; column <= columns; column++) {
                atStake.add(Excerpt.of(row.getString(column)));
            }
            found.add(
                    new Problem(feed.file(), row.getLong("line"), check.cause().formatted(atStake.toArray())));
        }
        problems.add(found, total);
    }

    Feed feed() {
        return feed;
    }

    FeedProblems problems() {
        return problems;
    }

    long lines() {
        return lines;
    }

    FeedSummary summary(Changed changed, long differing) {
        long unchanged = lines - changed.inserted() - changed.updated();
        return new FeedSummary(feed.file(), lines, changed.inserted(), changed.updated(), unchanged, differing);
    }

    /** Tells whether all lines are staged, at least by their keys. */
    boolean isComplete() {
        return complete;
    }
}
