package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one undisturbed pass does with all that it finds. */
class PassTest {
    private static final String ORDERS =
            "sales_order_number,web_order_number,kind,status,export_status,partner," + "account_domain,virtual_account";

    @TempDir
    private Path parent;

    private Nights nights;

    @BeforeEach
    void setUp() {
        nights = new Nights(parent);
    }

    @AfterEach
    void tearDown() {
        nights.close();
    }

    @Test
    void takesFeedsThenFilesByNameThenWhatIsDeferred() {
        feed("S9,W9,STANDARD,SHIPPED,NONE,P1,,");
        nights.setExportStatus("S1", "HELD");
        nights.arrives("b.csv", "S9,b.example");
        nights.arrives("a.CSV", "S9,a.example", "S1,a.example");

        Result pass = nights.pass();

        assertThat(pass.status()).as(pass.err()).isEqualTo(4);
        JsonNode summary = pass.json();
        assertThat(summary.get("facts").get("state").asString()).isEqualTo("LOADED");
        assertThat(summary.get("facts").get("feeds").get(0).get("inserted").asInt())
                .isOne();
        assertThat(Nights.each(summary.get("runs"), "input")).containsExactly("a.CSV", "b.csv", "deferred");
        assertThat(Nights.each(summary.get("runs"), "run")).containsExactly("1", "2", "3");
        assertThat(Nights.each(summary.get("runs"), "done_before")).containsOnly("false");
        assertThat(nights.refusals("a.run-1.rejections.csv")).containsExactly("S1 DEFERRED EXPORT_HOLD");
        assertThat(nights.refusals("b.run-2.rejections.csv")).containsExactly("S9 REJECTED JUSTIFICATION_REQUIRED");
        assertThat(nights.refusals("deferred.run-3.rejections.csv")).containsExactly("S1 DEFERRED EXPORT_HOLD");
        assertThat(summary.get("totals").toString())
                .isEqualTo("{\"read\":4,\"assigned\":1,\"unchanged\":0,\"deferred\":2,\"rejected\":1}");
        assertThat(nights.archived()).containsExactly("a.CSV", "b.csv", "facts/orders.csv");
        assertThat(nights.files("inbox")).isEmpty();
    }

    @Test
    void doesNothingWhenThereIsNothing() {
        Result pass = nights.pass();

        assertThat(pass.status()).as(pass.err()).isZero();
        assertThat(pass.json().get("facts").get("state").asString()).isEqualTo("NONE");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isZero();
        assertThat(nights.files("reports")).containsExactly("pass-20260203T010000Z.json", "pass-20260203T010000Z.txt");
    }

    @Test
    void writesTheSummaryThatItPrintsAndTheSameInWords() {
        nights.arrives("a.csv", "S1,a.example", "S9,a.example");

        Result pass = nights.pass();

        assertThat(JsonMapper.shared().readTree(nights.read("reports/pass-20260203T010000Z.json")))
                .isEqualTo(pass.json());
        assertThat(nights.read("reports/pass-20260203T010000Z.txt").lines())
                .startsWith("Pass of " + pass.json().get("started").asString()
                        + ": 2 read, 1 assigned, 0 unchanged, 0 deferred, 1 rejected; runs: 1, files refused: 0, left: 0;"
                        + " exit status 4")
                .contains("Facts: none", "Run 1 (apply) of a.csv: COMPLETED", "  ORDER_NOT_FOUND                  1");
    }

    @Test
    void refusesAFileInWhichNobodyAsks() {
        nights.write("inbox/a.csv", Stream.of("order_number,smart_account", "S1,a.example"));
        nights.arrives("b.csv", "S2,a.example");

        Result pass = nights.pass();

        assertThat(pass.status()).as(pass.err()).isEqualTo(65);
        assertThat(nights.files("refused")).containsExactly("a.csv", "a.csv.why.txt");
        assertThat(nights.read("refused/a.csv.why.txt").lines())
                .containsExactly(
                        "Refused, nothing was applied:",
                        "a.csv: line 1: the required column requester is missing; the header has: order_number, smart_account");
        JsonNode refused = pass.json().get("refused").get(0);
        assertThat(refused.get("file").asString()).isEqualTo("a.csv");
        assertThat(refused.get("cause").asString()).contains("requester");
        assertThat(nights.register.place("S1")).startsWith("holding.p1.example");
        assertThat(nights.register.place("S2")).startsWith("a.example");
        assertThat(nights.archived()).containsExactly("b.csv");
    }

    @Test
    void refusesABrokenFileAndOneOfTheSameNameAfterIt() {
        nights.arrives("a.csv", "\"S1,a.example");
        assertThat(nights.pass().status()).isEqualTo(65);
        nights.arrives("a.csv", "\"S2,a.example");
        assertThat(nights.pass().status()).isEqualTo(65);

        assertThat(nights.files("refused")).containsExactly("a.2.csv", "a.2.csv.why.txt", "a.csv", "a.csv.why.txt");
        assertThat(nights.read("refused/a.csv")).contains("S1");
        assertThat(nights.read("refused/a.csv.why.txt")).contains("a.csv: line 2: a quote opens here");
        assertThat(nights.pass().status()).isZero();
    }

    @Test
    void movesNoOrderWhenTheFeedsAreRefused() {
        nights.setExportStatus("S3", "HELD");
        nights.arrives("first.csv", "S3,a.example");
        nights.pass();
        nights.setExportStatus("S3", "NONE");
        nights.write("inbox/facts/accounts.csv", Stream.of("domain,name,type,status,contact_email,partner"));
        feed("S9,W9,STANDARD,SHIPPED,NONE,P1,,", "S9,W9,STANDARD,SHIPPED,NONE,P1,,");
        nights.arrives("a.csv", "S1,a.example");

        Result pass = nights.pass();

        assertThat(pass.status()).as(pass.err()).isEqualTo(65);
        assertThat(nights.register.place("S1")).startsWith("holding.p1.example");
        assertThat(nights.register.place("S3")).startsWith("holding.p1.example");
        assertThat(nights.files("refused"))
                .containsExactly(
                        "facts-2026-02-03.why.txt", "facts-2026-02-03/accounts.csv", "facts-2026-02-03/orders.csv");
        assertThat(nights.read("refused/facts-2026-02-03.why.txt")).contains("orders.csv: line 3");
        assertThat(nights.files("inbox")).containsExactly("a.csv");
        assertThat(pass.json().get("facts").get("state").asString()).isEqualTo("REFUSED");
        assertThat(pass.json().get("left").get(0).get("cause").asString())
                .isEqualTo("waits for the next pass, because the facts were refused");
        assertThat(pass.json().get("runs")).isEmpty();

        assertThat(nights.pass().status()).isZero();
        assertThat(nights.register.place("S1")).startsWith("a.example");
        assertThat(nights.register.place("S3")).startsWith("a.example");
    }

    @Test
    void leavesAloneWhatIsNoRequestFile() throws IOException {
        for (String name : new String[] {".a.csv", "b.csv.part", "c.tmp", "d.CSV.FilePart", "facts/.orders.csv"}) {
            nights.write("inbox/" + name, Stream.of("half of"));
        }
        nights.write("inbox/notes.xlsx", Stream.of("no CSV"));
        nights.write("inbox/facts/order.csv", Stream.of("misspelt"));
        Path elsewhere = nights.register.file("elsewhere.csv", "order_number", Stream.of("S1"));
        Files.createSymbolicLink(nights.folder.resolve("inbox/link.csv"), elsewhere);

        Result pass = nights.pass();

        assertThat(pass.status()).isZero();
        assertThat(Nights.each(pass.json().get("left"), "file")).containsExactly("order.csv", "link.csv", "notes.xlsx");
        assertThat(nights.files("inbox")).hasSize(8);
        assertThat(nights.files("archive")).isEmpty();
    }

    @Test
    void givesAFileWhoseNameIsTakenANumber() {
        nights.write("archive/" + Nights.DATE + "/monday.csv", Stream.of("earlier"));
        nights.write("archive/" + Nights.DATE + "/monday.2.csv", Stream.of("later"));
        nights.arrives("monday.csv", "S1,a.example");

        nights.pass();

        assertThat(nights.archived()).containsExactly("monday.2.csv", "monday.3.csv", "monday.csv");
        assertThat(nights.read("archive/" + Nights.DATE + "/monday.csv")).startsWith("earlier");
        assertThat(nights.read("archive/" + Nights.DATE + "/monday.3.csv")).contains("S1");
    }

    @Test
    void answersBytesThatCameBeforeFromTheLedger() {
        nights.arrives("a.csv", "S1,a.example");
        nights.pass();
        nights.arrives("b.csv", "S1,a.example");

        Result pass = nights.pass();

        assertThat(Nights.each(pass.json().get("runs"), "done_before")).containsExactly("true");
        assertThat(pass.json().get("totals").get("read").asInt()).isZero();
        assertThat(nights.archived()).containsExactly("a.csv", "b.csv");
        assertThat(nights.register.count("SELECT count(*) FROM runs")).isOne();
    }

    @Test
    void datesTheArchiveByTheZone() {
        nights.clock.set("2026-02-03T23:30:00Z");
        nights.arrives("a.csv", "S1,a.example");

        nights.zone = "Europe/Berlin";
        nights.pass();

        assertThat(nights.files("archive")).containsExactly("2026-02-04/a.csv");
    }

    @Test
    void needsTheTermsAccepted() {
        nights.arrives("a.csv", "S1,a.example");

        Result refused = nights.register.program().run("nightly", "--home", nights.folder);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("terms of use are not accepted");
        assertThat(nights.files("inbox")).containsExactly("a.csv");
        assertThat(nights.files("reports")).isEmpty();
    }

    private void feed(String... orders) {
        nights.write("inbox/facts/orders.csv", Stream.concat(Stream.of(ORDERS), Stream.of(orders)));
    }
}
