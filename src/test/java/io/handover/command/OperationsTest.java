package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.handover.command.Document.Block;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** What docs/operations.md tells to do is done, and comes to what it says. */
@Tag("long")
class OperationsTest {
    private static final Path PAGE = Path.of("docs/operations.md");
    private static final Path SAMPLES = Path.of("input-samples");
    private static final String OWNER_PASSWORD = "a password for the owner";
    private static final String PROGRAM_PASSWORD = "a password for the program";
    private static final int ORDERS = 6_000;

    private static final String ROWS = """
            SELECT string_agg(c.relname || ' '
                              || (xpath('//c/text()', query_to_xml('SELECT count(*) AS c FROM ' || c.oid::regclass,
                                                                   false, true, '')))[1]::text,
                              E'\\n' ORDER BY c.relname)
            FROM pg_class c
            WHERE c.relkind = 'r'
              AND c.relnamespace = 'public'::regnamespace
            """;

    private static final String PLACES = """
            SELECT string_agg(o.sales_order_number || ' ' || coalesce(a.domain, ''), E'\\n' ORDER BY o.sales_order_number)
            FROM orders o
            LEFT JOIN accounts a ON a.id = o.account_id
            """;

    @TempDir
    private static Path folder;

    private static Document page;
    private static TrialMachine machine;
    private static Path home;
    private static TestProgram program;
    private static JdbcClient owner;
    private static String morning;

    @BeforeAll
    static void setUpAsThePageTells() throws IOException, InterruptedException {
        Optional<Path> programs = TrialMachine.programs();
        assumeTrue(
                programs.isPresent(),
                "docs/operations.md is not tried: no PostgreSQL with pg_dump and pg_basebackup (package postgresql)");
        page = Document.read(PAGE);
        machine = new TrialMachine(folder, programs.get(), page.column("paths", 0));
        home = machine.at("/srv/handover");
        program = TestProgram.with(machine.properties("handover_program", PROGRAM_PASSWORD));
        owner = JdbcClient.create(machine.dataSource("handover_owner", OWNER_PASSWORD));
        Files.createDirectories(home.resolve("inbox/facts"));
        FileSystemUtils.copyRecursively(SAMPLES.resolve("facts"), folder.resolve("first/facts"));
        Files.copy(SAMPLES.resolve("requests.csv"), folder.resolve("first/requests.csv"));

        carryOut("Set up", UnaryOperator.identity());
        morning = carryOut("Every morning", UnaryOperator.identity());

        Stream<String> orders = IntStream.rangeClosed(1, ORDERS)
                .mapToObj(n -> "X%d,Y%d,STANDARD,SHIPPED,NONE,BOREALIS,,".formatted(n, n));
        write(
                folder.resolve("many/orders.csv"),
                "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account",
                orders);
        assertThat(program.run("load", folder.resolve("many")).status()).isZero();
    }

    @AfterAll
    static void tearDown() throws IOException, InterruptedException {
        if (machine != null) {
            machine.stop();
        }
    }

    @Test
    void theFirstNightGivesTheReportOfTheSamplesAndTheLineThatIsShown() throws IOException {
        String report = "requests.run-1.rejections.csv";
        assertThat(home.resolve("reports").resolve(report))
                .hasSameBinaryContentAs(SAMPLES.resolve("expected").resolve(report));
        assertThat(morning.replaceFirst("Pass of .*?Z:", "Pass of …:").lines())
                .containsExactlyElementsOf(page.fenced("text"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(machine.at("/etc/handover/environment"))))
                .isEqualTo("rw-------");
    }

    @Test
    void everyBlockIsCarriedOut() throws IOException, InterruptedException {
        carryOut("Exit status", UnaryOperator.identity());
        assertThat(carryOut("An order does not show where it was assigned", UnaryOperator.identity()))
                .contains("Order 4002 ", "THEIRS_IS_OLDER ");
        assertThat(carryOut("Keep house", UnaryOperator.identity())).contains("0");
        assertThat(page.blocks().stream()
                        .filter(OperationsTest::isCommand)
                        .map(Block::heading)
                        .distinct())
                .containsExactly(
                        "Set up",
                        "Every morning",
                        "Exit status",
                        "An order does not show where it was assigned",
                        "Keep house",
                        "A dump",
                        "For any point in time",
                        "Restore",
                        "From a dump",
                        "To a point in time",
                        "After either");
    }

    /** One moment in the middle of a run is gone back to twice: from a dump, and by WAL. */
    @Test
    void bothBackupsGiveBackTheMomentAndWhatCameLaterIsHandedInAgain() throws Exception {
        carryOut("For any point in time", UnaryOperator.identity());
        Moment moment;
        try (Connection held = hold("X" + ORDERS)) {
            int run = interruptAPass();
            moment = new Moment(run, ask(ROWS), ask("SELECT clock_timestamp()::text"));
            carryOut("A dump", UnaryOperator.identity());
            held.rollback();
        }
        assertThat(pass().status()).isEqualTo(4);
        byte[] report = report(moment.run());
        requests("tuesday.csv", 10, "clinic.example");
        assertThat(pass().status()).isEqualTo(4);
        String places = ask(PLACES);

        carryOut("Restore", UnaryOperator.identity());
        carryOut("From a dump", UnaryOperator.identity());
        assertThat(ask(ROWS)).isEqualTo(moment.rows());
        assertThat(ask("SELECT has_database_privilege('public', current_database(), 'CONNECT')"))
                .isEqualTo("f");
        assertIsInterrupted(moment.run());

        // Or going back in time would change nothing any more.
        assertThat(program.run("notify", "add", "anna.berg@borealis.example").status())
                .isZero();
        carryOut("To a point in time", block -> block.replace("2026-11-23 02:10:00+00", moment.time()));
        assertThat(ask("SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM matches)"))
                .as("what was staged")
                .isEqualTo("0");
        assertThat(logged(ask(ROWS))).isEqualTo(logged(moment.rows()));
        assertIsInterrupted(moment.run());

        carryOut("After either", block -> block.replace("2026-11-23", firstDayOfArchive()));
        assertThat(program.run("runs", "show", moment.run()).out()).contains("COMPLETED");
        assertThat(report(moment.run())).isEqualTo(report);
        assertThat(ask(PLACES)).isEqualTo(places);
        assertThat(home.resolve("reports/lost")).isDirectoryContaining("glob:**/tuesday.run-*.rejections.csv");
        assertThat(home.resolve("again")).doesNotExist();
        assertThat(home.resolve("inbox")).isDirectoryNotContaining("glob:**.csv");
    }

    /**
     * When all was well.
     *
     * @param run the one that was at work
     * @param rows how many each table had
     */
    private record Moment(int run, String rows, String time) {}

    private static void assertIsInterrupted(int run) {
        assertThat(ask("SELECT max(id) FROM runs")).isEqualTo(Integer.toString(run));
        assertThat(ask("SELECT count(*) FROM outcomes WHERE run_id = " + run)).isNotEqualTo("0");
        assertThat(program.run("runs", "show", run).out()).contains("INTERRUPTED");
    }

    private static String logged(String rows) {
        return rows.replaceAll("(?m)^(requests|matches) .*\n", "");
    }

    /** Starts a pass over a new file and kills it when it has decided a part of it; the order must be held. */
    private int interruptAPass() throws IOException, InterruptedException {
        requests("monday.csv", ORDERS, "mueller.example");
        String before = ask("SELECT max(id) FROM runs");
        ProgramProcess process = ProgramProcess.start(
                folder.resolve("pass.out"),
                machine.properties("handover_program", PROGRAM_PASSWORD),
                "nightly",
                "--home",
                home,
                "--settle",
                "0s",
                "--accept-terms");
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (ask("SELECT count(*) FROM outcomes WHERE run_id > " + before).equals("0")) {
            assertThat(process.process().isAlive()).as(process.printed()).isTrue();
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.kill();
        return Integer.parseInt(ask("SELECT max(id) FROM runs"));
    }

    /** Keeps runs from moving an order, until the session that is returned ends its transaction. */
    private static Connection hold(String order) throws SQLException {
        Connection session =
                machine.dataSource("handover_owner", OWNER_PASSWORD).getConnection();
        session.setAutoCommit(false);
        session.createStatement().execute("SELECT FROM orders WHERE sales_order_number = '" + order + "' FOR UPDATE");
        return session;
    }

    private static Result pass() {
        return program.run("nightly", "--home", home, "--settle", "0s", "--accept-terms");
    }

    /** Lays a request file into the inbox; its last request names an order that is not there. */
    private static void requests(String name, int orders, String account) throws IOException {
        write(
                home.resolve("inbox").resolve(name),
                "order_number,smart_account,justification,requester",
                IntStream.rangeClosed(1, orders + 1)
                        .mapToObj(n ->
                                "X%d,%s,%s,anna.berg@borealis.example".formatted(n > orders ? -n : n, account, name)));
    }

    private static void write(Path file, String header, Stream<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Stream.concat(Stream.of(header), lines).toList());
    }

    private static byte[] report(int run) throws IOException {
        return Files.readAllBytes(home.resolve("reports/monday.run-%d.rejections.csv".formatted(run)));
    }

    private static String firstDayOfArchive() {
        return Stream.of(Objects.requireNonNull(home.resolve("archive").toFile().list()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static String ask(String question) {
        return owner.sql(question).query(String.class).single();
    }

    private static boolean isCommand(Block block) {
        return block.info().startsWith("sh");
    }

    /** Carries out all blocks under a heading, changed in what an operator would change, and returns what they printed. */
    private static String carryOut(String heading, UnaryOperator<String> change)
            throws IOException, InterruptedException {
        StringBuilder printed = new StringBuilder();
        for (Block block : page.blocks()) {
            if (isCommand(block) && block.heading().equals(heading)) {
                Block changed = new Block(heading, block.info(), change.apply(block.text()));
                printed.append(machine.carryOut(changed, OWNER_PASSWORD + "\n"));
            }
        }
        return printed.toString();
    }
}
