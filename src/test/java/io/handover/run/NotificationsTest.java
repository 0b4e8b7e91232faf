package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.notify.DeliverMessages;
import io.handover.run.Gate.Place;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What is told of a run, to whom, and that it arrives whatever happens between. */
@Tag("long")
class NotificationsTest {
    private static final String OPERATOR = "operator@handover.example";
    private static final String BOB = "bob@p2.example";

    private static final String LET_TIME_PASS = """
            UPDATE outbox
            SET next_attempt = now() - interval '1 second'
            WHERE next_attempt IS NOT NULL
            """;

    private static final String WAITING = """
            SELECT count(*)
            FROM outbox
            WHERE next_attempt IS NOT NULL
            """;

    @TempDir
    private Path folder;

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Register register;
    private WebhookReceiver receiver;

    @BeforeEach
    void setUp() throws IOException {
        register = new Register(folder, 4);
        receiver = new WebhookReceiver();
        mails.start();
    }

    @AfterEach
    void tearDown() {
        register.close();
        receiver.close();
        mails.stop();
    }

    private Map<String, Object> settings(String... namesAndValues) {
        Map<String, Object> settings = new HashMap<>(register.database().properties());
        for (int at = 0; at < namesAndValues.length; at += 2) {
            settings.put("handover." + namesAndValues[at], namesAndValues[at + 1]);
        }
        return settings;
    }

    private Map<String, Object> mail(String... more) {
        String[] all = Stream.concat(
                        Stream.of(
                                "mail.host",
                                "127.0.0.1",
                                "mail.port",
                                Integer.toString(mails.getSmtp().getPort()),
                                "mail.tls",
                                "none",
                                "mail.from",
                                "Handover <handover@handover.example>"),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return settings(all);
    }

    private Map<String, Object> webhook(String url) {
        return settings("webhook.url", url, "webhook.secret", WebhookReceiver.SECRET);
    }

    private Result run(Map<String, Object> settings, Path file, Object... more) {
        return TestProgram.with(settings).run(register.arguments(file, more));
    }

    private Result runWith(Map<String, Object> settings, Consumer<String> hook, Path file) {
        return TestProgram.with(settings).runWith(hook, register.arguments(file));
    }

    private Path mixed(String name) {
        return register.file(
                name,
                Register.HEADER,
                Stream.of(
                        "S1,a.example,ann@p1.example",
                        "S2,pending.example,ANN@p1.example",
                        "1.2E+05,a.example,ann@p1.example",
                        "S3,a.example,bob@p2.example",
                        "secret-of-bob,a.example, Bob@P2.example",
                        "S4,a.example,ann@p1.example,one too many"));
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString().replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getRecipients(RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> textsByRecipient() {
        Map<String, String> texts = new HashMap<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            texts.merge(recipient(mail), text(mail), String::concat);
        }
        return texts;
    }

    private List<String> events() {
        return receiver.accepted().stream()
                .map(facts -> facts.get("event").asString())
                .toList();
    }

    @Test
    void theOperatorGetsTheSummaryByMail() throws MessagingException {
        Result result = run(mail("mail.to", OPERATOR + ", second@handover.example"), mixed("monday.csv"));

        assertThat(result.status()).isEqualTo(4);
        assertThat(mails.getReceivedMessages()).hasSize(2);
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Handover: run 1 of monday.csv completed, 5 of 6 not carried out");
        assertThat(text(mail))
                .contains("Run 1 (apply) of monday.csv: COMPLETED", "  read               6", "DAMAGED_NUMBER")
                .contains(register.reports()
                        .resolve("monday.run-1.rejections.csv")
                        .toString());
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(register.count(WAITING)).isZero();
    }

    @Test
    void theWebhookGetsTheSummarySigned() {
        Result result = run(webhook(receiver.url()), mixed("monday.csv"));

        assertThat(receiver.accepted()).singleElement().satisfies(facts -> {
            assertThat(facts.get("event").asString()).isEqualTo("run.completed");
            for (Map.Entry<String, JsonNode> told : result.json().properties()) {
                assertThat(facts.get(told.getKey())).isEqualTo(told.getValue());
            }
        });
        assertThat(register.count(WAITING)).isZero();
    }

    @Test
    void aPassTellsOfItsRunsAndWritesTheFigures() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("home/inbox"));
        Files.move(mixed("monday.csv"), inbox.resolve("monday.csv"));
        Path figures = folder.resolve("handover.prom");

        Result pass = TestProgram.with(webhook(receiver.url()))
                .run(
                        "nightly",
                        "--home",
                        folder.resolve("home"),
                        "--accept-terms",
                        "--settle",
                        "0s",
                        "--metrics",
                        figures);

        assertThat(pass.status()).as(pass.err()).isEqualTo(4);
        assertThat(receiver.accepted())
                .extracting(told -> told.get("input").asString())
                .containsExactly("monday.csv", "deferred");
        assertThat(figures).content().contains("handover_last_run_number 2.0");
    }

    @Test
    void aCallThatIsNotGenuineIsFoundByItsReceiver() {
        Map<String, Object> wrong = settings("webhook.url", receiver.url(), "webhook.secret", "another");

        assertThat(run(wrong, mixed("monday.csv")).status()).isEqualTo(4);
        assertThat(receiver.calls()).isEqualTo(1);
        assertThat(receiver.accepted()).isEmpty();
        assertThat(error()).isEqualTo("127.0.0.1 answered with status 401");

        register.sql.sql(LET_TIME_PASS).update();
        run(webhook(receiver.url()), mixed("monday.csv"));
        assertThat(events()).containsExactly("run.completed");
    }

    private String error() {
        return register.sql
                .sql("SELECT last_error FROM outbox ORDER BY created LIMIT 1")
                .query(String.class)
                .single();
    }

    @Test
    void requestersAreToldOfTheirOwnRequestsAndNobodyElses() {
        TestProgram program = register.program();
        assertThat(program.run("notify", "add", "Ann@P1.example").status()).isZero();
        program.run("notify", "add", BOB);
        program.run("notify", "add", "idle@p1.example");

        run(mail(), mixed("monday.csv"));

        Map<String, String> texts = textsByRecipient();
        assertThat(texts).containsOnlyKeys(Register.ANN, BOB);
        assertThat(texts.get(Register.ANN))
                .contains("  assigned           1\n", "  deferred           1\n", "  rejected           1\n")
                .contains("S2: DEFERRED, ACCOUNT_PENDING\n  Account pending.example is still pending.\n  Wait for")
                .contains("1.2E+05: REJECTED, DAMAGED_NUMBER")
                .doesNotContain("S3", "bob", "Bob", "S4");
        assertThat(texts.get(BOB))
                .contains("  assigned           0\n", "  rejected           2\n", "secret-of-bob: REJECTED")
                .doesNotContain("S1", "S2", "1.2E+05", "ann", "Ann", "S4");
    }

    @Test
    void whoWasTakenFromTheListIsToldNothing() {
        TestProgram program = register.program();
        program.run("notify", "add", Register.ANN);
        program.run("notify", "add", BOB);
        assertThat(program.run("notify", "remove", "ANN@p1.example").status()).isZero();

        assertThat(program.run("notify", "list").out()).isEqualToIgnoringNewLines(BOB);
        run(mail(), mixed("monday.csv"));
        assertThat(textsByRecipient()).containsOnlyKeys(BOB);
    }

    @Test
    void aLongListIsCutShort() {
        register.program().run("notify", "add", Register.ANN);
        run(
                mail(),
                register.file(
                        "monday.csv",
                        Register.HEADER,
                        Stream.iterate(1, n -> n + 1).limit(250).map(n -> "none-" + n + ",a.example,ann@p1.example")));

        assertThat(textsByRecipient().get(Register.ANN))
                .contains("none-100:", "And 150 more")
                .doesNotContain("none-101:");
    }

    @Test
    void aMailServerThatIsDownChangesNothingAndGetsItsMailWhenItIsBack() {
        Map<String, Object> settings = mail("mail.to", OPERATOR);
        int port = mails.getSmtp().getPort();
        mails.stop();

        assertThat(run(settings, register.moves("monday.csv", 2, "a.example")).status())
                .isZero();
        assertThat(register.count(WAITING)).isEqualTo(1);
        assertThat(error()).startsWith("mail server 127.0.0.1:").contains("refused");
        assertThat(register.count("SELECT extract(epoch FROM next_attempt - created)::bigint FROM outbox"))
                .isBetween(60L, 75L);

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            run(settings, register.moves("tuesday.csv", 2, "b.example"));
            assertThat(back.getReceivedMessages()).as("the pause is not over").hasSize(1);

            register.sql.sql(LET_TIME_PASS).update();
            TestProgram.with(settings).run("retry", "--accept-terms", "--out", register.reports());
            assertThat(back.getReceivedMessages()).hasSize(3);
            assertThat(register.count(WAITING)).isZero();
        } finally {
            back.stop();
        }
    }

    @Test
    void aMessageIsGivenUpAfterManyAttempts() {
        Map<String, Object> settings = webhook(WebhookReceiver.nobody());
        run(settings, register.moves("monday.csv", 2, "a.example"));
        try (ConfigurableApplicationContext program = TestProgram.with(settings).start()) {
            for (int attempt = 0; attempt < 20; attempt++) {
                register.sql.sql(LET_TIME_PASS).update();
                program.getBean(DeliverMessages.class).deliver();
            }
        }
        assertThat(register.count("SELECT attempts FROM outbox")).isEqualTo(12);
        assertThat(register.count(WAITING)).isZero();
        assertThat(register.count("SELECT count(*) FROM outbox WHERE delivered IS NOT NULL"))
                .isZero();
    }

    @Test
    void aMessageWhoseProcessWasKilledBeforeItCouldDeliverIsDeliveredByTheNext() throws Exception {
        Gate.build(register);
        Map<String, Object> settings = webhook(receiver.url());
        try (Gate gate = Gate.closed(register, Place.COMPLETED)) {
            ProgramProcess program = ProgramProcess.start(
                    folder.resolve("printed"),
                    settings,
                    register.arguments(register.moves("monday.csv", 2, "a.example")));
            assertThat(gate.awaitSomebody(program.process()::isAlive)).isTrue();
            program.kill();
            gate.letServerNotice();
        }
        assertThat(receiver.calls()).isZero();
        assertThat(register.count(WAITING)).isEqualTo(1);

        run(settings, register.moves("tuesday.csv", 2, "b.example"));
        assertThat(receiver.accepted().stream().map(facts -> facts.get("input").asString()))
                .containsExactly("monday.csv", "tuesday.csv");
    }

    @Test
    void twoProcessesDeliverEachMessageOnce() throws InterruptedException {
        Map<String, Object> nobody = webhook(WebhookReceiver.nobody());
        for (int run = 1; run <= 6; run++) {
            run(nobody, register.moves("file-" + run + ".csv", 2, run % 2 == 0 ? "a.example" : "b.example"), "--again");
        }
        register.sql.sql(LET_TIME_PASS).update();
        receiver.takeTime(Duration.ofMillis(100));
        TestProgram program = TestProgram.with(webhook(receiver.url()));
        try (ConfigurableApplicationContext one = program.start();
                ConfigurableApplicationContext other = program.start()) {
            Thread beside = new Thread(one.getBean(DeliverMessages.class)::deliver);
            beside.start();
            other.getBean(DeliverMessages.class).deliver();
            beside.join();
        }
        assertThat(receiver.calls()).isEqualTo(6);
        assertThat(new HashSet<>(receiver.accepted())).hasSize(6);
    }

    @Test
    void aMessageIsThereIfAndOnlyIfTheRunHasEnded() {
        register.sql.sql("""
                CREATE FUNCTION refuse_to_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'planted';
                END
                $$;
                CREATE CONSTRAINT TRIGGER no_commit AFTER UPDATE ON runs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                    WHEN (NEW.status = 'COMPLETED') EXECUTE FUNCTION refuse_to_commit()
                """).update();

        assertThat(run(webhook(receiver.url()), register.moves("monday.csv", 2, "a.example"))
                        .status())
                .isEqualTo(70);
        assertThat(events()).containsExactly("run.failed");

        register.sql.sql("DROP TRIGGER no_commit ON runs").update();
        run(webhook(receiver.url()), register.moves("monday.csv", 2, "a.example"));
        assertThat(events()).containsExactly("run.failed", "run.completed");
    }

    @Test
    void whatIsRefusedAndWhatFailsIsTold() {
        Map<String, Object> settings = webhook(receiver.url());
        settings.putAll(mail("mail.to", OPERATOR));

        assertThat(run(settings, register.file("broken.csv", "no,such,columns", Stream.of()))
                        .status())
                .isEqualTo(65);
        run(settings, mixed("strict.csv"), "--max-rejected", "0");
        runWith(settings, TestProgram.failingAt("sealing"), register.moves("failing.csv", 2, "a.example"));

        assertThat(events()).containsExactly("run.refused", "run.refused", "run.failed");
        assertThat(receiver.accepted().get(0).get("cause").asString()).contains("order_number");
        assertThat(receiver.accepted().get(1).get("rejected").asInt()).isEqualTo(4);
        assertThat(textsByRecipient().get(OPERATOR))
                .contains("Run 1 (apply) of broken.csv: REFUSED", "Nothing was applied.", "planted")
                .contains("resume 3 takes it up");
    }

    @Test
    void ofAPreviewNobodyIsTold() {
        run(webhook(receiver.url()), mixed("monday.csv"), "--preview");
        assertThat(register.count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void withoutConfigurationNothingIsKept() {
        register.run(mixed("monday.csv"));
        assertThat(register.count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void mailIsNotSentInTheClearUnlessThatWasSaid() {
        Map<String, Object> settings = mail("mail.to", OPERATOR);
        settings.remove("handover.mail.tls");

        assertThat(run(settings, register.moves("monday.csv", 2, "a.example")).status())
                .isZero();
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(error()).containsIgnoringCase("STARTTLS");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.port, 99999, HANDOVER_MAIL_PORT is not the number of a port",
        "mail.port, x, HANDOVER_MAIL_PORT is not the number of a port",
        "mail.tls, yes, 'HANDOVER_MAIL_TLS is not starttls, tls or none'",
        "mail.host, '', HANDOVER_MAIL_HOST is not set",
        "mail.from, '', HANDOVER_MAIL_FROM is not set"
    })
    void whatIsMissingOrWrongIsTold(String setting, String value, String error) {
        Map<String, Object> settings = mail("mail.to", OPERATOR, setting, value);

        assertThat(run(settings, register.moves("monday.csv", 2, "a.example")).status())
                .isZero();
        assertThat(error()).isEqualTo(error);
    }

    @Test
    void anUnsignedCallIsNeverMade() {
        run(settings("webhook.url", receiver.url()), register.moves("monday.csv", 2, "a.example"));
        assertThat(receiver.calls()).isZero();
        assertThat(error()).isEqualTo("HANDOVER_WEBHOOK_SECRET is not set");
    }
}
