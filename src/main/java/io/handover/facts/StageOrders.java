package io.handover.facts;

import io.handover.csv.RefusedInput;
import io.handover.csv.RefusedInput.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings a source system's picture of where orders are beside the facts, to be compared with them: {@code orders.csv}
 * in the temporary table {@code staged_orders}, and in {@code places} what its accounts and virtual accounts stand for.
 * Both are gone when the caller's transaction ends. No fact is changed, and nobody else waits.
 */
@Component
public class StageOrders {
    private static final String PREPARE = """
            ANALYZE staged_orders
            """;

    /** Accounts and virtual accounts are for the caller to judge: what is asked of them here is left out. */
    private static final List<String> LEFT_OUT = List.of(AccountsFeed.FILE, VirtualAccountsFeed.FILE);

    private final DataSource database;
    private final JdbcTemplate jdbc;

    public StageOrders(DataSource database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
    }

    /**
     * Stages the {@code orders.csv} of a folder.
     *
     * @return how many orders it holds
     * @throws RefusedInput as {@link LoadFeeds#load} does, and when the file says of no order where it is; but not for an
     *     account or virtual account that is unknown
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long stage(Path folder) {
        Feed feed = OrdersFeed.ofPlaces();
        Path file = folder.resolve(feed.file());
        if (!Files.exists(file)) {
            throw new RefusedInput(folder.toString(), "there is no " + feed.file() + " in this folder");
        }
        jdbc.execute(feed.table());
        StagedFeed staged = StagedFeed.of(feed, file, database);
        jdbc.execute(PREPARE);
        staged.check(LEFT_OUT, jdbc);
        List<Problem> problems = staged.problems().listed().toList();
        if (!problems.isEmpty()) {
            throw new RefusedInput(problems);
        }
        PlacedOrders.find(jdbc);
        return staged.lines();
    }
}
