package io.handover.ledger.audit;

import io.handover.database.TestDatabase;
import io.handover.ledger.SealedLedger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The ledger in the hands of its owner, who has taken away all that stands in the way of changing it. */
@SuppressWarnings("InlineFormatString") // SQL stands at the top of the class that runs it.
final class OwnersHands {
    private static final String LET_ALL_CHANGE = """
            ALTER TABLE runs DISABLE TRIGGER runs_keep_mode;
            ALTER TABLE detached_periods DISABLE TRIGGER detached_periods_only_grow;
            ALTER TABLE seals DROP CONSTRAINT seals_of_run;
            ALTER TABLE tallies DROP CONSTRAINT tallies_of_run
            """;

    private static final String ROW = """
            SELECT run_id, record, line, order_key, period
            FROM outcomes
            WHERE run_id = :run
              AND order_key >= :from
              AND (%s)
            ORDER BY order_key, record
            LIMIT 50
            """;

    private final JdbcClient owner;
    private final SealedLedger ledger;
    private final Map<Long, Integer> sizes;
    private final Random random;
    private final Set<String> touched = new HashSet<>();

    OwnersHands(SealedLedger ledger, Map<Long, Integer> sizes, long seed) {
        this.owner = ledger.get(JdbcClient.class);
        this.ledger = ledger;
        this.sizes = sizes;
        this.random = new Random(seed);
    }

    /** Takes the triggers and the foreign keys away that would refuse what is to come; for good. */
    static void prepare(SealedLedger ledger) {
        JdbcClient owner = ledger.get(JdbcClient.class);
        owner.sql(TestDatabase.LET_THE_LEDGER_CHANGE).update();
        owner.sql(LET_ALL_CHANGE).update();
    }

    SealedLedger ledger() {
        return ledger;
    }

    Random random() {
        return random;
    }

    int size(long run) {
        return sizes.getOrDefault(run, 0);
    }

    /** Returns the runs in the order of the log, from the one with this number on. */
    List<Long> logFrom(int number) {
        return List.copyOf(sizes.keySet()).subList(number - 1, sizes.size());
    }

    int numberOf(long run) {
        return List.copyOf(sizes.keySet()).indexOf(run) + 1;
    }

    /** Returns some run with more than a few outcomes. */
    long anyRun() {
        List<Long> large =
                sizes.keySet().stream().filter(run -> size(run) > 500).toList();
        return large.get(random.nextInt(large.size()));
    }

    /** Returns some row, not beside one that was returned before. */
    Place row(String condition) {
        return row(anyRun(), condition);
    }

    Place row(long run, String condition) {
        long from = random.nextInt(size(run)) * 9L / 10;
        return untouched(find(run, from, condition))
                .or(() -> untouched(find(run, Long.MIN_VALUE, condition)))
                .orElseThrow(() -> new IllegalStateException("no row of run " + run + " has " + condition));
    }

    /** Returns the row of a record of a run, whoever has been there. */
    Place record(long run, int record) {
        return find(run, Long.MIN_VALUE, "record = " + record).get(0);
    }

    private Optional<Place> untouched(List<Place> rows) {
        Optional<Place> found = rows.stream()
                .filter(row -> row.record() > 1 && row.record() < size(row.run()))
                .filter(row -> !touched.contains(row.run() + "." + row.record()))
                .findFirst();
        found.ifPresent(row -> {
            for (int near = row.record() - 2; near <= row.record() + 2; near++) {
                touched.add(row.run() + "." + near);
            }
        });
        return found;
    }

    private List<Place> find(long run, long from, String condition) {
        return owner.sql(ROW.formatted(condition))
                .param("run", run)
                .param("from", from)
                .query((row, number) -> new Place(
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, LocalDate.class)))
                .list();
    }

    /** Changes one row; the statement finds it by {@code :run}, {@code :record} and {@code :key}. */
    void change(Place row, String sql, Object... namesAndValues) {
        require(1, row, sql, namesAndValues);
    }

    /** Changes two rows, of which the statement finds one as {@link #change} does. */
    void changeBoth(Place row, String sql, Object... namesAndValues) {
        require(2, row, sql, namesAndValues);
    }

    private void require(int expected, Place row, String sql, Object... namesAndValues) {
        StatementSpec statement = owner.sql(sql)
                .param("run", row.run())
                .param("record", row.record())
                .param("key", row.key());
        for (int at = 0; at < namesAndValues.length; at += 2) {
            statement = statement.param((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        int rows = statement.update();
        if (rows != expected) {
            throw new IllegalStateException(rows + " rows instead of " + expected + ": " + sql);
        }
    }

    /** Does anything else. */
    void execute(String sql) {
        owner.sql(sql).update();
    }

    /** Returns the faults of a run whose outcomes are other in number or in kind. */
    static String counts(long run) {
        return Fault.ofRun(run, "The counts that were taken of its outcomes are not those of its outcomes.")
                .toString();
    }

    /** Returns that these heads are not those of the log any more. */
    List<String> heads(List<Long> runs) {
        List<String> faults = new ArrayList<>();
        for (Long run : runs) {
            faults.add(Fault.ofRun(
                            run, "The head that was stored when the run was sealed is not that of the log up to there.")
                    .toString());
        }
        return faults;
    }
}
