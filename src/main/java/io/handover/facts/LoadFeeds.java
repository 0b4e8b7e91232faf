package io.handover.facts;

import io.handover.csv.RefusedInput;
import io.handover.csv.RefusedInput.Problem;
import io.handover.database.Locks;
import io.handover.database.Patience;
import io.handover.facts.Feed.Changed;
import io.handover.facts.PlacedOrders.Differing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads the feeds of a folder: all of them, or nothing when a line of one of them is wrong.
 *
 * <p>Lines are staged before any fact is locked, so that runs go on while a large feed is read; from the checks until
 * the end the facts are Handover's own.
 */
@Component
public class LoadFeeds {
    /** In the order in which they build on each other. */
    private static final List<Feed> FEEDS = List.of(
            new AccountsFeed(),
            new VirtualAccountsFeed(),
            new PeopleFeed(),
            new OrdersFeed(),
            new OrderLinesFeed(),
            new OrderAccessFeed());

    /** For the indexes of temporary tables. One feed is loaded at a time. */
    private static final String TAKE_MEMORY = """
            SET LOCAL maintenance_work_mem = '256MB'
            """;

    // The server plans for an empty table, when its statistics know of it, as if it stayed empty: a nested loop would
    // read it whole for each line that is being added to it.
    private static final String MIND_EMPTY_TABLE = """
            SELECT set_config('enable_nestloop', CASE pg_relation_size(?::regclass) WHEN 0 THEN 'off' END, true)
            """;

    private static final String PREPARE_STAGED = """
            CREATE INDEX ON staged_orders (sales_order_number);
            ANALYZE staged_accounts, staged_virtual_accounts, staged_people, staged_orders, staged_order_lines,
                staged_order_access;
            """;

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Patience patience;

    public LoadFeeds(DataSource database, PlatformTransactionManager transactions, Patience patience) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(transactions);
        this.patience = patience;
    }

    /** Returns the names that feeds have in their folder. */
    public static List<String> names() {
        return FEEDS.stream().map(Feed::file).toList();
    }

    /**
     * Loads the feeds that are in the folder.
     *
     * @throws RefusedInput with what is wrong with which line, when anything is; nothing was applied then
     */
    public LoadedFacts load(Path folder) {
        List<Feed> present = feedsIn(folder);
        return patience.with(() -> transaction.execute(status -> load(folder, present)));
    }

    private static List<Feed> feedsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new RefusedInput(folder.toString(), "there is no such folder");
        }
        List<Feed> present = FEEDS.stream()
                .filter(feed -> Files.exists(folder.resolve(feed.file())))
                .toList();
        if (present.isEmpty()) {
            String files = String.join(", ", names());
            throw new RefusedInput(folder.toString(), "there is no feed in this folder; feeds are called " + files);
        }
        return present;
    }

    private LoadedFacts load(Path folder, List<Feed> present) {
        jdbc.execute(TAKE_MEMORY);
        FEEDS.forEach(feed -> jdbc.execute(feed.table()));
        List<StagedFeed> staged = present.stream()
                .map(feed -> StagedFeed.of(feed, folder.resolve(feed.file()), database))
                .toList();
        jdbc.execute(PREPARE_STAGED);
        // Before the first look at a fact, as chunks take theirs: who changes facts then waits for nobody who waits.
        Locks.take(JdbcClient.create(jdbc), Locks.FACTS);
        ExpectedPlaces.find(jdbc);
        check(staged);
        return apply(staged);
    }

    private void check(List<StagedFeed> staged) {
        List<String> incomplete = staged.stream()
                .filter(feed -> !feed.isComplete())
                .map(feed -> feed.feed().file())
                .toList();
        staged.forEach(feed -> feed.check(incomplete, jdbc));
        List<Problem> problems =
                staged.stream().flatMap(feed -> feed.problems().listed()).toList();
        if (!problems.isEmpty()) {
            throw new RefusedInput(problems);
        }
    }

    private LoadedFacts apply(List<StagedFeed> staged) {
        List<FeedSummary> summaries = new ArrayList<>();
        Differing differing = new Differing(0, List.of());
        for (StagedFeed feed : staged) {
            if (feed.feed() instanceof OrdersFeed) {
                PlacedOrders.find(jdbc);
                differing = PlacedOrders.differing(jdbc);
            }
            jdbc.queryForObject(MIND_EMPTY_TABLE, String.class, tableOf(feed.feed()));
            Changed changed = feed.feed().apply(jdbc);
            summaries.add(feed.summary(changed, feed.feed() instanceof OrdersFeed ? differing.total() : 0));
        }
        return new LoadedFacts(summaries, differing.first());
    }

    /** A feed is called like the table that it fills. */
    private static String tableOf(Feed feed) {
        return feed.file().substring(0, feed.file().indexOf('.'));
    }
}
