package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What runs leave behind: histories, seals, manifests. */
class LedgerTest {
    private static final String FULL = "order_number,smart_account,virtual_account,requester,justification,reference";

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void theHistoryOfAnOrderThatWasMovedTwiceTellsTheWholeStory() {
        decide("first.csv", "S1,pending.example,,ann@p1.example,,PO-1");
        decide("second.csv", "S1,a.example,,ann@p1.example,,PO-2");
        decide("third.csv", "W1,b.example,lab,ann@p1.example,sold on,PO-3");

        JsonNode order = register.program().run("show", "order", "S1", "--json").json();

        assertThat(order.get("account_domain").asString()).isEqualTo("b.example");
        assertThat(order.get("virtual_account").asString()).isEqualTo("Lab");
        assertThat(order.get("history").size()).isEqualTo(3);
        assertEvent(order.get("history").get(0), 1, "DEFERRED", "holding.p1.example", "pending.example", "PO-1");
        assertEvent(order.get("history").get(1), 2, "ASSIGNED", "holding.p1.example", "a.example", "PO-2");
        assertEvent(order.get("history").get(2), 3, "ASSIGNED", "a.example", "b.example", "PO-3");
        assertThat(order.get("history").get(0).get("codes").get(0).asString()).isEqualTo("ACCOUNT_PENDING");
        assertThat(order.get("history").get(2).get("justification").asString()).isEqualTo("sold on");

        String inWords = register.program().run("show", "order", "W1").out();
        assertThat(inWords)
                .contains("is in b.example / Lab")
                .contains("from a.example / DEFAULT to b.example / Lab")
                .contains("asked for by: ann@p1.example")
                .contains("run started by: " + System.getProperty("user.name"))
                .contains("justification: sold on");
    }

    private static void assertEvent(JsonNode event, int run, String status, String from, String to, String reference) {
        assertThat(event.get("run").asInt()).isEqualTo(run);
        assertThat(event.get("line").asInt()).isEqualTo(2);
        assertThat(event.get("status").asString()).isEqualTo(status);
        assertThat(event.get("from_account").asString()).isEqualTo(from);
        assertThat(event.get("to_account").asString()).isEqualTo(to);
        assertThat(event.get("requester").asString()).isEqualTo("ann@p1.example");
        assertThat(event.get("reference").asString()).isEqualTo(reference);
    }

    @Test
    void sealsVouchForTheOutcomes() {
        Path file = decide("first.csv", "S1,a.example,,ann@p1.example,,PO-1");
        register.run(file, "--again");

        assertThat(register.count("SELECT count(DISTINCT root) FROM seals"))
                .as("an ASSIGNED and an UNCHANGED have different roots")
                .isEqualTo(2);
    }

    @Test
    void theManifestNamesWhatWentInAndWhatCameOut() throws IOException {
        Path file = decide("monday.csv", "S1,a.example,,ann@p1.example,,", "S2,pending.example,,ann@p1.example,,");

        JsonNode manifest = JsonMapper.shared()
                .readTree(Files.readAllBytes(register.reports().resolve("monday.run-1.manifest.json")));

        assertThat(manifest.get("format").asInt()).isOne();
        assertThat(manifest.get("mode").asString()).isEqualTo("apply");
        assertThat(manifest.get("terms").get("accepted_by").asString()).isEqualTo(System.getProperty("user.name"));
        assertThat(manifest.get("input").get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(manifest.get("input").get("sha256").asString()).isEqualTo(sha256(file));
        assertThat(manifest.get("read").asInt()).isEqualTo(2);
        assertThat(manifest.get("deferred").asInt()).isOne();
        assertReport(manifest, "rejections", 1);
        assertReport(manifest, "results", 2);
        assertThat(manifest.get("seal").get("root").asString()).hasSize(64);
        assertThat(manifest.get("seal").get("head").get("size").asInt()).isOne();
        assertThat(manifest.get("times").get("started").asString()).endsWith("Z");
    }

    private void assertReport(JsonNode manifest, String name, int records) throws IOException {
        JsonNode report = manifest.get("reports").get(name);
        Path file = register.reports().resolve(report.get("file").asString());
        assertThat(report.get("sha256").asString()).isEqualTo(sha256(file));
        assertThat(report.get("records").asInt()).isEqualTo(records);
    }

    @Test
    void anAccountTellsWhatItHoldsAndKeepsQuietAboutRestrictedFolders() {
        register.sql
                .sql("UPDATE virtual_accounts SET restricted = true WHERE name = 'Lab'")
                .update();
        decide("monday.csv", "S1,a.example,,ann@p1.example,,", "S2,a.example,lab,ann@p1.example,,");

        Result result = register.program().run("show", "account", "A.example");

        assertThat(result.out())
                .contains("holds orders: 2")
                .contains("DEFAULT (default)  orders: 1")
                .contains("in restricted virtual accounts  orders: 1")
                .doesNotContain("Lab");
    }

    @Test
    void runsAreListedAndShown() {
        decide("monday.csv", "S1,a.example,,ann@p1.example,,");
        register.run(register.file("bad.csv", "nothing", Stream.empty()));

        Result list = register.program().run("runs");
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).contains("REFUSED").contains("COMPLETED").contains("monday.csv");
        assertThat(register.program().run("runs", "show", "1").out()).contains("assigned           1");
        assertThat(register.program().run("runs", "show", "2").out()).contains("order_number");
        assertThat(register.program().run("runs", "show", "3").status()).isEqualTo(2);
    }

    private Path decide(String name, String... records) {
        Path file = register.file(name, FULL, Stream.of(records));
        register.run(file);
        return file;
    }

    private static String sha256(Path file) throws IOException {
        return new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file);
    }
}
