package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deferred requests wait with all that they came with, and are decided again until they end. */
class RetryTest {
    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 4);
        setExportStatus("S1", "HELD");
        setExportStatus("S2", "HELD");
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void assignsWhatHasCleared() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example", "S3,a.example,ann@p1.example");
        assertThat(register.outcomes("first", 1)).containsExactly("DEFERRED EXPORT_HOLD", "ASSIGNED");
        setExportStatus("S1", "CLEARED");

        Result retried = retry();

        assertThat(retried.status()).isZero();
        assertThat(retried.json().get("mode").asString()).isEqualTo("apply");
        assertThat(retried.json().get("input").asString()).isEqualTo("deferred");
        assertThat(retried.json().get("read").asInt()).isOne();
        assertThat(retried.json().get("assigned").asInt()).isOne();
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
        assertThat(retry().json().get("read").asInt()).isZero();
    }

    @Test
    void waitsOnWhileTheReasonHolds() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");

        assertThat(retry().status()).isEqualTo(4);
        assertThat(retry().status()).isEqualTo(4);
        assertThat(register.outcomes("deferred", 3)).containsExactly("DEFERRED EXPORT_HOLD");
        assertThat(register.place("S1")).startsWith("holding.p1.example");
    }

    @Test
    void keepsAllThatARequestCameWith() {
        run(
                "first.csv",
                "Smart Account;colour;ORDER NUMBER;reference;note;justification",
                "--requester",
                Register.ANN,
                "a.example;'=blue;S1;PO-1;x;why not");
        run("second.csv", Register.HEADER + ",shade,colour", "S2,b.example,ann@p1.example,dark,red");

        retry();

        List<CSVRecord> rejections = Register.records(register.reports().resolve("deferred.run-3.rejections.csv"));
        CSVRecord first = rejections.get(0);
        assertThat(first.getParser().getHeaderNames())
                .startsWith("order_number", "order_number_type", "smart_account", "smart_account_key")
                .containsSubsequence(
                        "reference", "colour", "note", "shade", "__earlier_run", "__earlier_line", "__line");
        assertThat(first.get("order_number")).isEqualTo("S1");
        assertThat(first.get("requester")).isEqualTo(Register.ANN);
        assertThat(first.get("justification")).isEqualTo("why not");
        assertThat(first.get("reference")).isEqualTo("PO-1");
        assertThat(first.get("colour")).isEqualTo("''=blue");
        assertThat(first.get("shade")).isEmpty();
        assertThat(first.get("__earlier_run")).isEqualTo("1");
        assertThat(first.get("__earlier_line")).isEqualTo("2");
        assertThat(rejections.get(1).get("colour")).isEqualTo("red");
        assertThat(rejections.get(1).get("shade")).isEqualTo("dark");
        assertThat(rejections.get(1).get("__earlier_run")).isEqualTo("2");
    }

    @Test
    void keepsEveryColumnWithoutAName() throws IOException {
        run("first.csv", "order_number,,smart_account,,requester", "S1,left,a.example,right,ann@p1.example");

        retry();

        assertThat(Files.readString(register.reports().resolve("deferred.run-2.rejections.csv")))
                .contains(",reference,,,__earlier_run,")
                .contains(",left,right,1,2,2,DEFERRED,");
    }

    /** The report of a retry, corrected, is a request file like any other. */
    @Test
    void reportsWhatCanBeHandedInAgain() {
        run("first.csv", "order_number,smart_account", "--requester", Register.ANN, "S1,a.example");
        retry();
        setExportStatus("S1", "NONE");

        Result again = register.run(register.reports().resolve("deferred.run-2.rejections.csv"));

        assertThat(again.json().get("assigned").asInt()).isOne();
        assertThat(again.status()).isZero();
    }

    @Test
    void aLaterRequestForTheOrderTakesThePlaceOfAnOlderOne() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        run("second.csv", Register.HEADER, "S1,b.example,ann@p1.example");
        setExportStatus("S1", "CLEARED");

        retry();

        assertThat(register.outcomes("deferred", 3)).containsExactly("REJECTED SUPERSEDED", "ASSIGNED");
        assertThat(register.place("S1")).isEqualTo("b.example / DEFAULT");
        assertThat(retry().json().get("read").asInt()).isZero();
    }

    @Test
    void aPreviewOfALaterRequestDoesNot() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        register.run(file("second.csv", Register.HEADER, "S1,b.example,ann@p1.example"), "--preview");
        setExportStatus("S1", "CLEARED");

        retry();

        assertThat(register.outcomes("deferred", 3)).containsExactly("ASSIGNED");
    }

    @Test
    void aMoveOfTheOrderTakesThePlaceOfARequest() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        register.sql.sql("""
                UPDATE orders
                SET account_id = NULL, virtual_account_id = NULL, export_status = 'NONE'
                WHERE sales_order_number = 'S1'
                """).update();

        retry();

        assertThat(register.outcomes("deferred", 2)).containsExactly("REJECTED SUPERSEDED");
        assertThat(register.place("S1")).isEqualTo("none");
    }

    @Test
    void whatIsThereAlreadyIsUnchangedWhateverElseHolds() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        setExportStatus("S1", "NONE");
        run("second.csv", Register.HEADER, "W1,a.example,ann@p1.example");
        setStarted(1, 100);

        assertThat(retry().status()).isZero();
        assertThat(register.outcomes("deferred", 3)).containsExactly("UNCHANGED");
    }

    @Test
    void repeatedRequestsOfOneFileDoNotStandInEachOthersWay() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example", "W1,a.example,ann@p1.example");
        setExportStatus("S1", "NONE");

        retry();

        assertThat(register.outcomes("deferred", 2)).containsExactly("ASSIGNED", "UNCHANGED");
    }

    @Test
    void expiresWhatHasWaitedForLongerThanTheLimit() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        run("second.csv", Register.HEADER, "S2,a.example,ann@p1.example");
        setStarted(1, 31);
        setStarted(2, 29);

        retry();

        assertThat(register.outcomes("deferred", 3))
                .containsExactly("REJECTED EXPIRED;EXPORT_HOLD", "DEFERRED EXPORT_HOLD");

        assertThat(retry("--expire-after", "28d").status()).isEqualTo(4);
        assertThat(register.outcomes("deferred", 4)).containsExactly("REJECTED EXPIRED;EXPORT_HOLD");
        assertThat(retry().json().get("read").asInt()).isZero();
    }

    /** An expired request for an order that its requester may not see any more tells nothing of the order. */
    @Test
    void expiresWithoutAWordOfAnOrderThatMayNotBeSeen() {
        run("first.csv", Register.HEADER, "W1,a.example,ann@p1.example");
        setStarted(1, 31);
        register.sql.sql("UPDATE orders SET partner = 'P2'").update();

        retry();

        assertThat(register.outcomes("deferred", 2)).containsExactly("REJECTED ORDER_NOT_FOUND;EXPIRED");
        assertThat(register.results("deferred", 2).get(0).get("__message"))
                .contains("\"W1\"")
                .doesNotContain("S1");
    }

    @Test
    void needsTheTermsAccepted() {
        Result refused = register.program().run("retry");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("terms of use are not accepted");
        assertThat(register.count("SELECT count(*) FROM runs")).isZero();
    }

    /** Interrupted before it was over, a retry is completed by the next, over what it began with. */
    @Test
    void theNextRetryCompletesAnInterruptedOne() {
        run("first.csv", Register.HEADER, "S1,a.example,ann@p1.example");
        Result broken = register.program()
                .runWith(TestProgram.failingAt("sealing"), "retry", "--accept-terms", "--out", register.reports());
        assertThat(broken.status()).isEqualTo(70);
        run("second.csv", Register.HEADER, "S2,a.example,ann@p1.example");

        assertThat(retry().json().get("run").asInt()).isEqualTo(2);
        assertThat(register.outcomes("deferred", 2)).containsExactly("DEFERRED EXPORT_HOLD");
        assertThat(retry().json().get("read").asInt()).isEqualTo(2);
    }

    private Result retry(Object... more) {
        return register.program()
                .run(Stream.concat(
                                Stream.of(
                                        "retry", "--accept-terms", "--results", "--json", "--out", register.reports()),
                                Stream.of(more))
                        .toArray());
    }

    /** Hands in a file; words after the header that begin with dashes, and what follows the first, are options. */
    private void run(String name, String header, String... linesOrOptions) {
        boolean options = linesOrOptions[0].startsWith("--");
        Stream<String> lines = Stream.of(linesOrOptions).skip(options ? 2 : 0);
        Object[] more = options ? new Object[] {linesOrOptions[0], linesOrOptions[1]} : new Object[0];
        register.run(register.file(name, header, lines), more);
    }

    private Path file(String name, String header, String... lines) {
        return register.file(name, header, Stream.of(lines));
    }

    private void setExportStatus(String order, String status) {
        register.sql
                .sql("UPDATE orders SET export_status = :status WHERE sales_order_number = :order")
                .param("status", status)
                .param("order", order)
                .update();
    }

    private void setStarted(int run, int daysAgo) {
        register.sql
                .sql("UPDATE runs SET started = started - make_interval(days => :days) WHERE id = :run")
                .param("days", daysAgo)
                .param("run", run)
                .update();
    }
}
