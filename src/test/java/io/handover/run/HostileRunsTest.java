package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.RefusedInput;
import io.handover.facts.LoadFeeds;
import io.handover.ledger.Counts;
import io.handover.run.Commission.RequestFile;
import io.handover.run.PlainReading.PlainRecord;
import io.handover.run.RunLauncher.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Hands broken files to the whole program: one in fifty of {@code -Dfiles=} as a run, and one in 250 as a feed. Started
 * as a process of its own, it gets two.
 */
class HostileRunsTest {
    private static final int RUNS = Integer.getInteger("files", 2_000) / 50;
    private static final int FEEDS = Integer.getInteger("files", 2_000) / 250;
    private static final int PROCESSES = 2;
    private static final long SEED = Long.getLong("seed", 1);
    private static final String OUTCOMES = """
            SELECT count(*)
            FROM outcomes
            WHERE run_id = :run
            """;
    private static final String FACTS = """
            SELECT (SELECT count(*) FROM accounts) || ' ' || (SELECT count(*) FROM virtual_accounts) || ' '
                || (SELECT count(*) FROM people) || ' ' || (SELECT count(*) FROM orders) || ' '
                || (SELECT count(*) FROM order_lines) || ' ' || (SELECT count(*) FROM order_access)
            """;
    private static final String MOVED = """
            SELECT count(*)
            FROM orders
            WHERE assigned_by_run IS NOT NULL
            """;

    @TempDir
    private static Path folder;

    private static Register register;
    private static ConfigurableApplicationContext program;

    @BeforeAll
    static void setUp() {
        register = new Register(folder, 20);
        program = register.program().start();
    }

    @AfterAll
    static void tearDown() {
        program.close();
        register.close();
    }

    @Test
    void everyFileIsRefusedOrEachOfItsRecordsGetsItsOutcomeInFileOrder() throws IOException {
        HostileFiles files = new HostileFiles(new Random(SEED));
        Path input = folder.resolve("hostile.csv");
        int completed = 0;
        for (int number = 1; number <= RUNS; number++) {
            HostileFile file = files.next();
            file.write(input);
            String which = "run %d of seed %d: %s".formatted(number, SEED, file);
            PlainReading plain = new IntakeLaw(file).holds(input);
            try {
                completed += plain == null ? refused(input, file) : completed(input, file, plain);
            } catch (Throwable broken) {
                file.write(Files.createDirectories(Path.of("target", "fuzz")).resolve("run-" + number + ".csv"));
                throw new AssertionError(which, broken);
            }
        }
        assertThat(register.sql.sql(MOVED).query(Long.class).single()).isZero();
        assertThat(completed).isPositive().isLessThan(RUNS);
        System.out.printf("runs %,d, refused %,d, completed %,d, seed %d%n", RUNS, RUNS - completed, completed, SEED);
    }

    private static Completed preview(Path input, HostileFile file) throws IOException {
        Commission commission =
                new Commission(new RequestFile(input, "", true, null), null, "test", file.settings(register.reports()));
        return program.getBean(RunLauncher.class).carryOut(commission);
    }

    private static int refused(Path input, HostileFile file) throws IOException {
        try {
            Completed unexpected = preview(input, file);
            throw new AssertionError("taken: " + unexpected);
        } catch (RefusedInput refused) {
            assertThat(refused).hasMessageStartingWith("hostile.csv: ");
            return 0;
        }
    }

    private static int completed(Path input, HostileFile file, PlainReading plain) throws IOException {
        Completed completed = preview(input, file);
        Counts counts = completed.counts();
        List<PlainRecord> expected = plain.records.subList(1, plain.records.size());
        assertThat(counts.read())
                .isEqualTo(expected.size())
                .isEqualTo(counts.assigned() + counts.unchanged() + counts.deferred() + counts.rejected());
        long run = completed.run().id();
        assertThat(register.sql
                        .sql(OUTCOMES)
                        .param("run", run)
                        .query(Long.class)
                        .single())
                .isEqualTo(expected.size());
        Path results = Objects.requireNonNull(
                Objects.requireNonNull(completed.reports()).results());
        PlainReading report = PlainReading.of(Files.readString(results), ',');
        assertThat(report.gaveUp).isFalse();
        assertThat(report.records.stream().skip(1).map(HostileRunsTest::reportedLine))
                .isEqualTo(expected.stream().map(PlainRecord::line).toList());
        comesBack(results, report, plain);
        return 1;
    }

    /** Of our seven columns at the end of each record, the first. */
    private static long reportedLine(PlainRecord reported) {
        return Long.parseLong(reported.fields().get(reported.fields().size() - 7));
    }

    /** Handed in, the report gives back what came. Our columns can make its records longer than intake allows. */
    private static void comesBack(Path results, PlainReading report, PlainReading plain) throws IOException {
        boolean tooLong = report.records.stream().anyMatch(record -> record.length() > 65_536);
        if (tooLong) {
            return;
        }
        try (CsvFile back = CsvFile.open(results, CsvFile.Format.requiring(List.of("order_number", "smart_account")))) {
            assertThat(back.header().given()).isEqualTo(given(plain, plain.header));
            for (PlainRecord expected : plain.records.subList(1, plain.records.size())) {
                CsvRecord record = Objects.requireNonNull(back.next());
                assertThat(List.of(back.header().givenOf(record.values())))
                        .isEqualTo(given(plain, plain.valuesInColumns(expected)));
            }
            assertThat(back.next()).isNull();
        }
    }

    private static List<String> given(PlainReading plain, List<String> values) {
        return IntStream.range(0, values.size())
                .filter(column -> !PlainReading.isOurs(plain.header.get(column)))
                .mapToObj(values::get)
                .toList();
    }

    @Test
    void everyFeedIsRefusedOrApplied() throws IOException {
        Random random = new Random(SEED);
        HostileFiles files = new HostileFiles(random);
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        Path samples = Path.of("input-samples/facts");
        List<String> names = Stream.of(
                        "accounts", "virtual_accounts", "people", "orders", "order_lines", "order_access")
                .map(name -> name + ".csv")
                .toList();
        LoadFeeds load = program.getBean(LoadFeeds.class);
        int applied = 0;
        for (int number = 1; number <= FEEDS; number++) {
            for (String name : names) {
                Files.copy(samples.resolve(name), feeds.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            String broken = names.get(random.nextInt(names.size()));
            Files.write(feeds.resolve(broken), files.broken(Files.readString(samples.resolve(broken))));
            String before = register.sql.sql(FACTS).query(String.class).single();
            try {
                assertThat(load.load(feeds).feeds()).hasSize(names.size());
                applied++;
            } catch (RefusedInput refused) {
                assertThat(refused).hasMessageStartingWith(broken);
                assertThat(register.sql.sql(FACTS).query(String.class).single()).isEqualTo(before);
            }
        }
        assertThat(applied).isLessThan(FEEDS);
        System.out.printf("feeds %,d, refused %,d, applied %,d, seed %d%n", FEEDS, FEEDS - applied, applied, SEED);
    }

    @Test
    void theProgramItselfEndsInOrderAndWithoutAStackTrace() throws Exception {
        HostileFiles files = new HostileFiles(new Random(SEED + 1));
        Map<String, Object> properties = new HashMap<>(register.database().properties());
        properties.put("logging.config", "classpath:logback.xml");
        for (int number = 1; number <= PROCESSES; number++) {
            Path input = folder.resolve("process-" + number + ".csv");
            files.next().write(input);
            ProgramProcess process = ProgramProcess.start(
                    folder.resolve("printed.txt"), properties, "run", input, "--preview", "--out", register.reports());
            assertThat(process.await()).as(process.printed()).isIn(0, 4, 65);
            assertThat(process.printed()).doesNotContainPattern("(?m)^\\s+at |Exception");
        }
    }
}
