package io.handover.ledger;

import io.handover.database.CopyRows;
import io.handover.database.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database with as many sealed outcomes as a test wants, of runs of many sizes in two months, made without running the
 * program; and those parts of the program that audit it, at work for the owner, so that they see what a transaction has
 * changed that is then rolled back.
 */
public final class SealedLedger implements AutoCloseable {
    private static final String ADD_ORDERS = """
            INSERT INTO orders (id, sales_order_number, web_order_number, kind, status, export_status, partner)
            OVERRIDING SYSTEM VALUE
            SELECT id, 'S' || id, 'WEB-' || id / 2, 'STANDARD', 'SHIPPED', 'NONE', 'P1'
            FROM generate_series(1, :orders) AS id
            """;

    private static final String ADD_RUN = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, undoes, requester, terms_version,
                              terms_accepted, started, started_by, program_version, requested, withheld, max_rejected,
                              period)
            VALUES (:id, :mode, :status, :name, :bytes, :sha256, :undoes, :requester, :terms,
                    :accepted, :started, 'handover', '1.0.0', :requested, :withheld, :limit,
                    :period)
            """;

    private static final String OPEN_PERIOD = """
            SELECT open_period(:period)
            """;

    private static final String ADD_OUTCOMES = """
            COPY outcomes (run_id, order_key, record, period, line, decided, leaf, requester, reference, order_number,
                           sales_order_number, web_order_number, from_account, from_virtual_account, to_account,
                           to_virtual_account, status, codes, message, justification, case_number)
            FROM STDIN WITH (FORMAT binary)
            """;

    private static final String TALLY = """
            INSERT INTO tallies (run_id, status, code, requests)
            SELECT run_id, status, coalesce(codes[1], ''), count(*)
            FROM outcomes
            WHERE run_id = :run
            GROUP BY run_id, status, coalesce(codes[1], '')
            """;

    private static final String RUN = """
            SELECT *
            FROM runs
            WHERE id = :run
            """;

    private static final String SEALED_IN_ORDER = """
            SELECT run_id
            FROM seals
            WHERE number >= :number
            ORDER BY number
            """;

    private static final String FORGET_TALLIES = """
            DELETE FROM tallies
            WHERE run_id = :run
            """;

    private static final String FORGET_SEAL = """
            DELETE FROM seals
            WHERE run_id = :run
            """;

    private static final String FORGET_OUTCOMES = """
            DELETE FROM outcomes
            WHERE run_id = :run
            """;

    private static final String FORGET_RUN = """
            DELETE FROM runs
            WHERE id = :run
            """;

    private static final String ANALYZE = """
            ANALYZE
            """;

    /** The two months. */
    public static final LocalDate EARLIER = LocalDate.of(2026, 9, 1);

    public static final LocalDate LATER = LocalDate.of(2026, 10, 1);

    /** Of run 1, 2 and so on but for the last, which has the rest. */
    private static final List<Integer> SIZES = List.of(1, 2, 3, 1_000, 4_097, 0);

    private static final List<Long> SEALED_IN_THIS_ORDER = List.of(1L, 2L, 3L, 5L, 4L, 6L, 7L);
    private static final int RUNS_OF_EARLIER_MONTH = 3;
    private static final long WITHHELD = 2;
    private static final long UNDO = 3;

    private final TestDatabase database = TestDatabase.create();
    private final long seed;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcClient owner;

    /**
     * Makes the ledger.
     *
     * @param auditing classes of the program that the test needs beside those that seal
     */
    public SealedLedger(int outcomes, long seed, Class<?>... auditing) {
        this.seed = seed;
        context.registerBean(DataSource.class, database::dataSource);
        context.register(Wiring.class, SealedOutcomes.class, SealedRuns.class, Tallies.class, DetachedPeriods.class);
        context.register(auditing);
        context.refresh();
        owner = get(JdbcClient.class);
        List<Integer> sizes = sizes(outcomes);
        owner.sql(ADD_ORDERS)
                .param("orders", sizes.stream().max(Comparator.naturalOrder()).orElseThrow())
                .update();
        for (int run = 1; run <= sizes.size(); run++) {
            addRun(run, sizes.get(run - 1));
        }
        SEALED_IN_THIS_ORDER.forEach(run -> inTransaction(() -> seal(run)));
        owner.sql(ANALYZE).update();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Wiring {
        @Bean
        JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    public static String salesOrderNumber(long order) {
        return "S" + order;
    }

    /** Returns the runs with their sizes, in the order of the log. */
    public static Map<Long, Integer> runs(int outcomes) {
        Map<Long, Integer> runs = new java.util.LinkedHashMap<>();
        SEALED_IN_THIS_ORDER.forEach(run -> runs.put(run, sizes(outcomes).get((int) (run - 1))));
        return runs;
    }

    private static List<Integer> sizes(int outcomes) {
        int rest = outcomes - SIZES.stream().mapToInt(Integer::intValue).sum();
        return IntStream.concat(SIZES.stream().mapToInt(Integer::intValue), IntStream.of(rest))
                .boxed()
                .toList();
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Does it and takes it back. */
    public void inUndoneTransaction(Runnable work) {
        new TransactionTemplate(get(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            work.run();
        });
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(get(PlatformTransactionManager.class)).executeWithoutResult(transaction -> work.run());
    }

    /** Makes the leaf that an outcome has when it is recorded. */
    public static byte[] leaf(RecordedOutcome outcome) {
        return new OutcomeLeaf().hash(outcome);
    }

    /** Seals the run again that has this number in the log, and all after it, as if their outcomes had ever been so. */
    public void sealAgainFrom(long number) {
        List<Long> runs = owner.sql(SEALED_IN_ORDER)
                .param("number", number)
                .query((row, at) -> row.getLong(1))
                .list();
        runs.forEach(this::forgetSeal);
        runs.forEach(this::seal);
    }

    /** Takes away all that there is of a run. */
    public void forget(long run) {
        owner.sql(FORGET_OUTCOMES).param("run", run).update();
        forgetSeal(run);
        owner.sql(FORGET_RUN).param("run", run).update();
    }

    private void forgetSeal(long run) {
        owner.sql(FORGET_TALLIES).param("run", run).update();
        owner.sql(FORGET_SEAL).param("run", run).update();
    }

    private void seal(long run) {
        owner.sql(TALLY).param("run", run).update();
        Clock clock = Clock.fixed(started(run).plus(7, ChronoUnit.MINUTES), ZoneOffset.UTC);
        new Seals(owner, get(SealedOutcomes.class), clock)
                .add(owner.sql(RUN).param("run", run).query(RunRow::read).single());
    }

    private static LocalDate period(long run) {
        return run <= RUNS_OF_EARLIER_MONTH ? EARLIER : LATER;
    }

    private static Instant started(long run) {
        return period(run).plusDays(run).atTime(3, 0).toInstant(ZoneOffset.UTC).plus(run, ChronoUnit.MICROS);
    }

    private void addRun(long run, int outcomes) {
        boolean withheld = run == WITHHELD;
        boolean undo = run == UNDO;
        owner.sql(ADD_RUN)
                .param("id", run)
                .param("mode", withheld ? "preview" : undo ? "undo" : "apply")
                .param("status", withheld ? "REFUSED" : "COMPLETED")
                .param("name", "night " + run + " süd.csv")
                .param("bytes", undo ? null : 1_000L)
                .param("sha256", undo ? null : Long.toString(run).repeat(64))
                .param("undoes", undo ? 1L : null)
                .param("requester", run % 2 == 0 ? "anna@borealis.example" : "")
                .param("terms", withheld ? null : "2026-01")
                .param(
                        "accepted",
                        withheld ? null : started(run).minusSeconds(1).atOffset(ZoneOffset.UTC))
                .param("started", started(run).atOffset(ZoneOffset.UTC))
                .param("requested", outcomes)
                .param("withheld", withheld)
                .param("limit", withheld ? "0" : null)
                .param("period", period(run))
                .update();
        owner.sql(OPEN_PERIOD).param("period", period(run)).query().singleRow();
        inTransaction(() -> addOutcomes(run, outcomes));
    }

    /** In the order of their keys, as the program adds them; which record is of which order is drawn. */
    private void addOutcomes(long run, int outcomes) {
        MadeOutcomes made = new MadeOutcomes(seed + run, started(run));
        OutcomeLeaf leaf = new OutcomeLeaf();
        try (CopyRows rows = CopyRows.begin(database.dataSource(), ADD_OUTCOMES)) {
            int[] records = drawn(outcomes, new Random(seed + run));
            LongStream.rangeClosed(1, outcomes).forEach(order -> {
                int record = records[(int) order - 1];
                RecordedOutcome each = made.next(run, record, order);
                rows.add(
                        run,
                        each.salesOrderNumber() == null ? -record : order,
                        record,
                        period(run),
                        each.line(),
                        each.decided(),
                        leaf.hash(each),
                        each.requester() == null ? "" : each.requester(),
                        each.reference(),
                        each.orderNumber(),
                        each.salesOrderNumber(),
                        each.webOrderNumber(),
                        each.fromAccount(),
                        each.fromVirtualAccount(),
                        each.toAccount(),
                        each.toVirtualAccount(),
                        each.status(),
                        each.codes() == null ? null : each.codes().split(";", -1),
                        each.message(),
                        each.justification(),
                        each.caseNumber());
            });
            rows.finish();
        }
    }

    private static int[] drawn(int count, Random random) {
        int[] drawn = new int[count];
        Arrays.setAll(drawn, at -> at + 1);
        for (int at = count - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int held = drawn[at];
            drawn[at] = drawn[other];
            drawn[other] = held;
        }
        return drawn;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
