package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Passwords reach neither output nor logs, though those are as talkative as they can be, neither reports nor the
 * database, and no command line of any process: not when all goes well and not when it goes wrong.
 */
@Tag("long")
class SecretsTest {
    private static final String LOG_LEVEL = "logging.level.root";
    private static final String SAID_WRONG = "s3cret-4711";

    private static final String TABLES = """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
              AND relkind = 'r'
            """;

    private static final String END_SESSIONS_OF_THE_PROGRAM = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND usename = :program
            """;

    @TempDir
    private Path folder;

    private static TestDatabase database;
    private static JdbcClient sql;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void drop() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        database.close();
    }

    @BeforeEach
    void letTheLogTellEverything() {
        System.setProperty(LOG_LEVEL, "TRACE");
        PrintStream kept = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(kept);
        System.setErr(kept);
    }

    @AfterEach
    void letTheLogBe() {
        System.clearProperty(LOG_LEVEL);
        System.setOut(out);
        System.setErr(err);
    }

    private Object[] arguments() {
        return new Object[] {
            "run",
            "input-samples/requests.csv",
            "--facts",
            "input-samples/facts",
            "--again",
            "--accept-terms",
            "--results",
            "--json",
            "--out",
            folder.resolve("reports")
        };
    }

    private Map<String, Object> with(String property, String value) {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("handover.database." + property, value);
        return properties;
    }

    private Result run(Map<String, Object> properties, Consumer<String> hook) {
        return TestProgram.with(properties).runWith(hook, arguments());
    }

    private void assertTellsNoSecret(Result result) throws IOException {
        String logged = printed.toString(StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>(List.of(result.out(), result.err(), logged));
        texts.addAll(files(folder));
        for (String table : sql.sql(TABLES).query(String.class).list()) {
            texts.addAll(sql.sql("SELECT t::text FROM %s t".formatted(table))
                    .query(String.class)
                    .list());
        }
        // The log has to be one that would tell.
        assertThat(logged).contains(" TRACE ", " DEBUG ");
        assertNoneIn(texts, SAID_WRONG, database.password(), database.programPassword());
    }

    private static void assertNoneIn(Iterable<String> texts, String... secrets) {
        for (String text : texts) {
            for (String secret : secrets) {
                int at = text.indexOf(secret);
                assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at + secret.length()))
                        .isEmpty();
            }
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(SecretsTest::read).toList();
        }
    }

    /** A character a byte, whatever is in it. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whenAllGoesWell() throws IOException {
        Result result = run(database.properties(), work -> {});
        assertThat(result.status()).isEqualTo(4);
        assertTellsNoSecret(result);
    }

    @Test
    void whenThePasswordStandsInTheAddress() throws IOException {
        String login = database.program() + ":" + database.programPassword() + "@";
        Map<String, Object> properties = with("url", database.url().replace("//", "//" + login));
        properties.put("handover.database.user", "");
        properties.put("handover.database.password", "");
        Result result = run(properties, work -> {});
        assertThat(result.status()).isEqualTo(4);
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization=" + SAID_WRONG, SAID_WRONG})
    void whenTracesGoWhereACredentialIsNeeded(String headers) throws IOException {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:1/" + SAID_WRONG);
        properties.put("otel.exporter.otlp.headers", headers);
        Result result = run(properties, work -> {});
        assertThat(result.status()).isEqualTo(4);
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsPattern("WARN.*race");
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "owner.password"})
    void whenAPasswordIsWrong(String property) throws IOException {
        Result result = TestProgram.with(with(property, SAID_WRONG)).run("runs");
        assertThat(result.status()).isEqualTo(69);
        assertThat(result.err()).contains("password authentication failed");
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${" + SAID_WRONG + "}",
                "#{" + SAID_WRONG + "}",
                "%zz" + SAID_WRONG,
                "'" + SAID_WRONG + "\" \\",
                "${handover.home:" + SAID_WRONG + "}"
            })
    void whenAPasswordLooksLikeSomethingElse(String password) throws IOException {
        Result result = TestProgram.with(with("password", password)).run("runs");
        assertThat(result.status()).isEqualTo(69);
        assertThat(result.err()).contains("password authentication failed");
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ann:s3cret-4711@127.0.0.1:1/handover",
                "jdbc:postgresql://127.0.0.1:1/handover?user=ann&password=s3cret-4711",
                "postgresql://ann:%s3cret-4711@127.0.0.1/handover",
                "postgresql://ann:/s3cret-4711@127.0.0.1",
                "postgresql://ann:${s3cret-4711}@127.0.0.1:1/handover",
                "postgresql://ann:s3cret-4711@127.0.0.1:99999/handover"
            })
    void whenTheAddressIsWrong(String url) throws IOException {
        Result result = TestProgram.with(with("url", url)).run("runs");
        assertThat(result.status()).isEqualTo(69);
        assertTellsNoSecret(result);
    }

    @Test
    void whenTheConnectionIsLostInTheMiddle() throws IOException {
        AtomicBoolean cut = new AtomicBoolean();
        Result result = run(database.properties(), work -> {
            if (work.equals(Hooks.CHUNK) && !cut.getAndSet(true)) {
                sql.sql(END_SESSIONS_OF_THE_PROGRAM)
                        .param("program", database.program())
                        .query(Long.class)
                        .single();
            }
        });
        assertThat(cut).isTrue();
        assertThat(result.status()).isIn(4, 69);
        assertTellsNoSecret(result);
    }

    @Test
    void whenThereIsAnInternalError() throws IOException {
        Result result = run(database.properties(), TestProgram.failingAt(Hooks.CHUNK));
        assertThat(result.status()).isEqualTo(70);
        assertThat(sql.sql("SELECT cause FROM runs ORDER BY id DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .isNotBlank();
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/s3cret-4711",
                "s3cret-4711",
                "http://s3cret-4711@127.0.0.1:1/",
                "http://[s3cret-4711"
            })
    void whenNobodyCanBeTold(String url) throws IOException {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("handover.webhook.url", url);
        properties.put("handover.webhook.secret", SAID_WRONG);
        properties.put("handover.mail.host", "127.0.0.1");
        properties.put("handover.mail.port", "1");
        properties.put("handover.mail.tls", "none");
        properties.put("handover.mail.to", "operator@handover.example");
        properties.put("handover.mail.from", "handover@handover.example");
        properties.put("handover.mail.user", "ann");
        properties.put("handover.mail.password", SAID_WRONG);
        Result result = run(properties, work -> {});
        assertThat(result.status()).isEqualTo(4);
        assertThat(sql.sql("SELECT count(last_error) FROM outbox")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertTellsNoSecret(result);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenAMailServerIsTold(boolean passwordIsRight) throws IOException, UserException {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try {
            mails.getUserManager().createUser("ann@handover.example", "ann", passwordIsRight ? SAID_WRONG : "other");
            mails.getUserManager().setAuthRequired(true);
            Map<String, Object> properties = new HashMap<>(database.properties());
            properties.put("handover.mail.host", "127.0.0.1");
            properties.put("handover.mail.port", mails.getSmtp().getPort());
            properties.put("handover.mail.tls", "none");
            properties.put("handover.mail.to", "operator@handover.example");
            properties.put("handover.mail.from", "handover@handover.example");
            properties.put("handover.mail.user", "ann");
            properties.put("handover.mail.password", SAID_WRONG);
            Result result = run(properties, work -> {});
            assertThat(result.status()).isEqualTo(4);
            assertThat(mails.getReceivedMessages().length > 0).isEqualTo(passwordIsRight);
            assertTellsNoSecret(result);
        } finally {
            mails.stop();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noProcessHasAPasswordOnItsCommandLine() throws IOException, InterruptedException {
        Path output = folder.resolve("printed");
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put(LOG_LEVEL, "TRACE");
        ProgramProcess program = ProgramProcess.start(output, properties, arguments());
        Set<String> seen = CommandLines.until(program.process());

        assertThat(program.await()).as(program.printed()).isEqualTo(4);
        assertThat(seen).anyMatch(line -> line.contains("--accept-terms"));
        assertNoneIn(seen, database.password(), database.programPassword());
        assertNoneIn(files(folder), database.password(), database.programPassword());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theServerThatComesAlongKeepsItsPasswordsToTheirFiles() throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        Path output = folder.resolve("printed");
        Map<String, Object> properties = Map.of(
                "handover.home",
                home,
                "handover.database.url",
                "",
                "handover.database.password",
                SAID_WRONG,
                LOG_LEVEL,
                "TRACE");
        ProgramProcess program = ProgramProcess.start(output, properties, arguments());
        Set<String> environments = Set.of();
        while (program.process().isAlive() && environments.isEmpty()) {
            environments = CommandLines.environmentsOf("pgdata=" + home);
        }
        Set<String> seen = CommandLines.until(program.process());

        assertThat(program.await()).as(program.printed()).isEqualTo(4);
        assertThat(seen).anyMatch(line -> line.contains(home + "/data"));
        assertThat(environments).isNotEmpty();
        String owners = Files.readString(home.resolve("password")).strip();
        String programs = Files.readString(home.resolve("password-program")).strip();
        assertThat(owners).isNotEqualTo(programs).hasSizeGreaterThan(30);
        assertNoneIn(seen, owners, programs, SAID_WRONG);
        assertNoneIn(environments, owners, programs, SAID_WRONG);
        Files.delete(home.resolve("password"));
        Files.delete(home.resolve("password-program"));
        assertNoneIn(files(folder), owners, programs, SAID_WRONG);
    }
}
