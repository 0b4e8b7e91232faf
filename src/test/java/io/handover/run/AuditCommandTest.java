package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What auditors ask, from the head that they keep to the month that leaves the ledger. */
class AuditCommandTest {
    private static final String NO_HEAD = "3:" + "ab".repeat(32);

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 8);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void theHeadOfNothingIsTheHashOfNothing() {
        assertThat(audit("head").out().strip())
                .isEqualTo("0:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(audit("verify").status()).isZero();
    }

    @Test
    void theHeadIsThatOfTheManifestOfTheLastRun() throws IOException {
        decide("S1,a.example");
        decide("S2,a.example");

        JsonNode head = audit("head", "--json").json();

        JsonNode manifest = JsonMapper.shared()
                .readTree(Files.readAllBytes(register.reports().resolve("run2.run-2.manifest.json")));
        assertThat(head).isEqualTo(manifest.at("/seal/head"));
        assertThat(head.get("size").asInt()).isEqualTo(2);
        assertThat(audit("head").out())
                .startsWith("2:" + head.get("root").asString() + "  ")
                .endsWith("Z" + System.lineSeparator());
    }

    @Test
    void namesRunAndLineOfWhatWasChanged() {
        decide("S1,a.example", "S2,a.example", "S3,nowhere.example");
        assertThat(audit("verify").out()).startsWith("Verified: runs 1, outcomes 3, head 1:");

        change("UPDATE outcomes SET message = 'Fine.' WHERE record = 3");

        Result result = audit("verify");
        assertThat(result.status()).isOne();
        assertThat(result.out())
                .startsWith("run 1, line 4 (record 3): The outcome is not the one that was recorded.")
                .contains("NOT as it was sealed");
        JsonNode json = audit("verify", "--json").json();
        assertThat(json.get("faults").asInt()).isOne();
        assertThat(json.at("/first/0/line").asInt()).isEqualTo(4);
    }

    @Test
    void makesSureThatTheLedgerGoesOnFromAnEarlierHead() {
        decide("S1,a.example");
        String before = head();
        decide("S2,a.example");

        assertThat(audit("verify", "--since", before).out()).contains("Nothing up to the head " + before);
        Path manifest = register.reports().resolve("run1.run-1.manifest.json");
        assertThat(audit("verify", "--since", manifest).status()).isZero();
        Result other = audit("verify", "--since", "1:" + "ab".repeat(32));
        assertThat(other.status()).isOne();
        assertThat(other.out()).contains("does not go on from the head 1:abab");
        assertThat(audit("verify", "--since", NO_HEAD).out()).contains("The log has been cut off: it holds 2 runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void whatIsExportedVerifiesWithoutTheDatabaseAndIsTheSameEachTime(String form) throws IOException {
        decide("S1,a.example", "=S2,a.example", "S3,\"nowhere\nelse\"");
        String before = head();
        decide("S4,pending.example", "S1,b.example");
        Path export = folder.resolve("all." + form);

        Result result = audit("export", "--out", export, "--since", before);

        assertThat(result.err()).doesNotContain("ERROR");
        assertThat(result.out()).startsWith("Exported 5 outcomes of 2 runs (2 of them whole), head 2:");
        byte[] bytes = Files.readAllBytes(export);
        byte[] manifest = Files.readAllBytes(manifest(export));
        audit("export", "--out", export, "--since", before);
        assertThat(Files.readAllBytes(export)).isEqualTo(bytes);
        assertThat(Files.readAllBytes(manifest(export))).isEqualTo(manifest);

        assertThat(verifyAlone(export).out()).startsWith("Verified: rows 5, runs 2 (2 of them whole), head 2:");
        assertThat(verifyAlone(export, "--since", before).out()).contains("Nothing up to the head " + before);
        Result elsewhere = verifyAlone(export, "--since", NO_HEAD);
        assertThat(elsewhere.status()).isOne();
        assertThat(elsewhere.out()).contains("The manifest proves nothing of the head " + NO_HEAD);
    }

    @Test
    void exportsNothingFromALedgerThatIsNotTheSame() {
        decide("S1,a.example");
        Path export = folder.resolve("all.csv");

        Result result = audit("export", "--out", export, "--since", "1:" + "ab".repeat(32));

        assertThat(result.status()).isOne();
        assertThat(result.err()).contains("does not go on from the head 1:abab");
        assertThat(export).doesNotExist();
        assertThat(manifest(export)).doesNotExist();
    }

    @Test
    void provesEachOutcomeOfAnOrder() {
        decide("S1,a.example", "S2,a.example", "S1,a.example");

        Result page = audit("prove", "W1");
        assertThat(page.out())
                .contains("The outcome of record 1 (line 2) of run 1:", "The outcome of record 3 (line 4) of run 1:")
                .contains("is the root of the run", "The head: " + head());
        List<String> lines = audit("prove", "S1", "--json").out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode proof = JsonMapper.shared().readTree(lines.get(1));
        assertThat(proof.at("/outcome/record").asInt()).isEqualTo(3);
        assertThat(proof.get("in_run").size()).isOne();
        assertThat(proof.get("in_log").size()).isZero();
        assertThat(audit("prove", "S7").status()).isEqualTo(2);
    }

    @Test
    void aMonthThatIsLongOverLeavesTheLedgerAndStaysProved() throws IOException {
        Clock then = Clock.fixed(Instant.parse("2025-01-15T02:00:00Z"), ZoneOffset.UTC);
        decideAt(then, "S1,a.example", "S2,a.example");
        String before = head();
        decide("S3,a.example");
        Path export = folder.resolve("2025-01.parquet");
        assertThat(detach("2025-01", export).err()).contains("not over, or not pruned", "[1]");
        assertThat(export).doesNotExist();
        assertThat(register.program().run("prune", "--older-than", "30d").status())
                .isZero();

        Result detached = detach("2025-01", export);

        assertThat(detached.out()).contains("Its 2 outcomes of 1 runs, verified, are in");
        assertThat(register.count("SELECT count(*) FROM outcomes")).isOne();
        assertThat(audit("verify", "--since", before).out())
                .startsWith("Verified: runs 2, outcomes 1, head 2:")
                .contains(
                        "Not looked at, because it was detached: 2025-01. Verify its export, 2025-01.parquet with the");
        assertThat(verifyAlone(export, "--since", head()).status()).isZero();
        Path rest = folder.resolve("rest.csv");
        assertThat(audit("export", "--out", rest).out())
                .contains("No longer in the ledger, and so not in the export: 2025-01");
        assertThat(verifyAlone(rest).out()).startsWith("Verified: rows 1, runs 1 (1 of them whole)");
        assertThat(register.program().run("show", "order", "S1").out())
                .contains("in 2025-01. It is no longer in the ledger, but in these exports: 2025-01.parquet");
        Result undo = register.program().run("undo", "1", "--accept-terms");
        assertThat(undo.status()).isEqualTo(2);
        assertThat(undo.err()).contains("What run 1 moved is no longer in the ledger");
        assertThat(register.program().run("holding").status()).isZero();
        assertThat(detach("2025-01", folder.resolve("again.csv")).err()).contains("they were detached");
    }

    @Test
    void whatIsNotOverForLongStays() {
        decide("S1,a.example");

        Result result = detach(Instant.now().toString().substring(0, 7), folder.resolve("now.csv"));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("stays in the ledger until 30 days after its end");
        assertThat(detach("2001-01", folder.resolve("then.csv")).err()).contains("no outcomes of 2001-01.");
        assertThat(detach("01/2025", folder.resolve("then.csv")).err()).contains("'01/2025' is no month");
    }

    @Test
    void saysWhatIsWrongWithACommand() {
        assertThat(audit("export", "--out", folder.resolve("x.txt")).err())
                .contains("x.txt ends neither in .csv nor in .jsonl nor in .parquet.");
        assertThat(audit("verify", "--since", "12:abc").err()).contains("'12:abc' is neither a head");
        assertThat(audit("verify", "--export", folder.resolve("none.csv")).err())
                .contains("There is no file");
        assertThat(audit("export", "--out", folder.resolve("x.csv"), "--reason", "TYPO")
                        .err())
                .contains("TYPO");
        assertThat(audit().err()).contains("Audit what? head, verify, export, prove, reconcile, detach.");
    }

    private void decide(String... requests) {
        decideAs(
                List.of(requests).stream().map(each -> each + ",ann@p1.example").toArray(String[]::new));
    }

    private void decideAs(String... requests) {
        assertThat(register.run(file(requests)).status()).isIn(0, 4);
    }

    private void decideAt(Clock clock, String... requests) {
        Path file = file(
                List.of(requests).stream().map(each -> each + ",ann@p1.example").toArray(String[]::new));
        assertThat(register.program()
                        .withClock(clock)
                        .runWith(work -> {}, register.arguments(file))
                        .status())
                .isZero();
    }

    private int files;

    private Path file(String... requests) {
        return register.file(
                "run" + ++files + ".csv", "order_number,smart_account,requester", List.of(requests).stream());
    }

    private String head() {
        return audit("head").out().split(" ", -1)[0].strip();
    }

    private Result audit(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(arguments));
        return register.program().run(all.toArray());
    }

    private Result detach(String month, Path export) {
        return audit("detach", month, "--out", export);
    }

    /** Needs no database, and has none. */
    static Result verifyAlone(Path export, Object... more) {
        List<Object> all = new ArrayList<>(List.of("audit", "verify", "--export", export));
        all.addAll(List.of(more));
        return TestProgram.at("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none")
                .run(all.toArray());
    }

    private static Path manifest(Path export) {
        return Path.of(export + ".manifest.json");
    }

    private void change(String sql) {
        register.sql.sql(TestDatabase.LET_THE_LEDGER_CHANGE).update();
        register.sql.sql(sql).update();
    }
}
