package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What became of each request that a run deferred. */
class DeferredFatesTest {
    private static final int ORDERS = 30;

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, ORDERS);
        register.sql.sql("UPDATE orders SET export_status = 'HELD'").update();
        register.run(register.moves("first.csv", 3, "a.example"));
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void aRequestWaitsWithTheReasonsItWasDeferredFor() {
        assertThat(fates(1))
                .containsExactly(
                        "2 S1 WAITING [\"EXPORT_HOLD\"] 1",
                        "3 S2 WAITING [\"EXPORT_HOLD\"] 1",
                        "4 S3 WAITING [\"EXPORT_HOLD\"] 1");
    }

    @Test
    void eachEndsInTheRunThatEndedIt() {
        update("S1", "CLEARED", "SHIPPED");
        retry();
        update("S2", "DENIED", "SHIPPED");
        update("S3", "HELD", "BOOKED");
        retry();

        assertThat(fates(1))
                .containsExactly(
                        "2 S1 ASSIGNED [] 2",
                        "3 S2 REJECTED [\"EXPORT_DENIED\"] 3",
                        "4 S3 WAITING [\"ORDER_NOT_SHIPPED\",\"EXPORT_HOLD\"] 3");
        assertThat(register.program().run("runs", "show", 1).out())
                .containsPattern("  line 2, order S1: ASSIGNED, ended by run 2, 20..-..-..T..:..:..Z")
                .containsPattern(
                        "  line 4, order S3: WAITING ORDER_NOT_SHIPPED;EXPORT_HOLD, last deferred by run 3, 20");
        assertThat(fates(2)).isEmpty();
    }

    /** A retry that has taken a request and not decided it leaves it as it was. */
    @Test
    void aRetryThatWasInterruptedHasDecidedNothing() {
        register.program()
                .runWith(TestProgram.failingAt("matching"), "retry", "--accept-terms", "--out", register.reports());

        assertThat(fates(1)).hasSize(3).allMatch(fate -> fate.endsWith("WAITING [\"EXPORT_HOLD\"] 1"));
    }

    @Test
    void showsTheFirstTwentyAndCountsTheOthers() {
        register.run(register.moves("second.csv", ORDERS, "b.example"));

        String text = register.program().run("runs", "show", 2).out();

        assertThat(text.lines().filter(line -> line.startsWith("  line "))).hasSize(20);
        assertThat(text).endsWith(String.format("  and 10 more; --json tells of all%n"));
        assertThat(fates(2)).hasSize(ORDERS);
    }

    @Test
    void aPreviewKeepsNothing() {
        register.run(register.moves("second.csv", 2, "b.example"), "--preview");

        assertThat(register.program().run("runs", "show", 2).out())
                .contains("deferred           2")
                .doesNotContain("became");
    }

    private void retry() {
        register.program().run("retry", "--accept-terms", "--out", register.reports());
    }

    private void update(String order, String exportStatus, String status) {
        register.sql
                .sql("UPDATE orders SET export_status = :export, status = :status WHERE sales_order_number = :order")
                .param("export", exportStatus)
                .param("status", status)
                .param("order", order)
                .update();
    }

    private List<String> fates(int run) {
        Result shown = register.program().run("runs", "show", run, "--json");
        assertThat(shown.json().get("read").asInt()).isPositive();
        JsonNode requests = shown.json().get("deferred_requests");
        List<String> fates = new ArrayList<>();
        IntStream.range(0, requests.size())
                .mapToObj(requests::get)
                .forEach(each -> fates.add(each.get("line") + " "
                        + each.get("order_number").asString() + " "
                        + each.get("state").asString() + " " + each.get("codes") + " "
                        + each.get("run")));
        return fates;
    }
}
