package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits in holding accounts, since when, and as requests to fill in. */
class HoldingTest {
    @TempDir
    private Path folder;

    private Register register;
    private Path file;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
        file = folder.resolve("waiting.csv");
        register.sql
                .sql(
                        "INSERT INTO order_lines (order_id, line_number, sku, quantity) VALUES (1, '1', 'X', 5), (1, '2', 'Y', 2)")
                .update();
        setPlaced("S1", 10);
        setPlaced("S2", 40);
        setPlaced("S3", 0);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void tellsByPartnerAndTheOldestFirst() {
        register.sql
                .sql("UPDATE orders SET partner = 'P0' WHERE sales_order_number = 'S3'")
                .update();

        Result result = holding();

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("orders: 3, licences: 7")
                .containsPattern("(?m)^  P0 +1 +0  0 days, since .*\n  P1 +2 +7  40 days, since ")
                .containsPattern(
                        "(?m)^  S3 .*\n  S2 .* 0  holding.p1.example +40 days.*\n  S1 .* 7  holding.p1.example ");
        assertThat(objects(holding("--json")))
                .extracting(each -> each.get("order_number").asString() + " " + each.get("licences"))
                .containsExactly("S3 0", "S2 0", "S1 7");
    }

    @Test
    void tellsOfOnePartnerAndOfWhatIsOlder() {
        register.sql
                .sql("UPDATE orders SET partner = 'P0' WHERE sales_order_number = 'S3'")
                .update();

        assertThat(orders("--partner", "P0")).containsExactly("S3");
        assertThat(orders("--older-than", "30d")).containsExactly("S2");
        assertThat(orders("--older-than", "41d")).isEmpty();
        assertThat(holding("--partner", "P9").out()).startsWith("Waiting in holding accounts: orders: 0");
    }

    @Test
    void leavesOutWhatIsElsewhereOrCancelled() {
        register.sql
                .sql("UPDATE orders SET status = 'CANCELLED' WHERE sales_order_number = 'S2'")
                .update();
        register.run(register.moves("moves.csv", 1, "a.example"));

        assertThat(orders()).containsExactly("S3");
    }

    /** An order that a run has sent there waits since then, whatever feeds have said. */
    @Test
    void waitsSinceTheRunThatSentItThere() {
        register.run(register.moves("moves.csv", 1, "a.example"));
        register.program().run("undo", 1, "--accept-terms", "--out", register.reports());

        JsonNode order = objects(holding("--json")).stream()
                .filter(each -> each.get("order_number").asString().equals("S1"))
                .findFirst()
                .orElseThrow();

        Instant sentBack = register.sql
                .sql("SELECT decided FROM outcomes WHERE run_id = 2")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        assertThat(Instant.parse(order.get("since").asString())).isEqualTo(sentBack);
    }

    @Test
    void saysWhenOnlyAnUpperLimitIsKnown() {
        register.sql
                .sql("UPDATE orders SET placed_or_earlier = true WHERE sales_order_number = 'S2'")
                .update();

        Result result = holding("--out", file);

        assertThat(result.out())
                .contains("at least 40 days, since ", "Z or earlier")
                .contains(" 10 days, since ");
        assertThat(Register.records(file).get(0).get("waiting_since")).endsWith("Z or earlier");
    }

    @Test
    void givesARequestFileThatGoesStraightIntoARun() throws IOException {
        register.sql
                .sql("UPDATE orders SET sales_order_number = '=S2' WHERE sales_order_number = 'S2'")
                .update();
        holding("--out", file);
        assertThat(Files.readString(file)).startsWith("""
                order_number,order_number_type,smart_account,smart_account_key,virtual_account,requester,\
                expected_account,justification,case_number,reference,licences,waiting_since,__line\r
                '=S2,SALES,,,,,holding.p1.example,,,,0,""");

        Result unfilled = register.run(file, "--requester", Register.ANN);
        assertThat(unfilled.status()).isEqualTo(4);
        assertThat(unfilled.json().get("reasons").toString()).isEqualTo("{\"MISSING_FIELD\":3}");
        assertThat(orders()).hasSize(3);

        Files.writeString(file, Files.readString(file).replace(",SALES,,", ",SALES,a.example,"));
        Result filled = register.run(file, "--requester", Register.ANN);
        assertThat(filled.json().get("assigned").asInt()).isEqualTo(3);
        assertThat(filled.status()).isZero();
        assertThat(register.place("=S2")).isEqualTo("a.example / DEFAULT");
        assertThat(orders()).isEmpty();
    }

    /** What has been moved since the file was written is not moved by it. */
    @Test
    void movesNothingThatHasLeftTheHoldingAccountMeanwhile() throws IOException {
        holding("--out", file);
        register.run(register.moves("moves.csv", 1, "b.example"));

        Files.writeString(file, Files.readString(file).replace(",SALES,,", ",SALES,a.example,"));
        register.run(file, "--requester", Register.ANN);

        assertThat(register.outcomes("waiting", 2))
                .containsExactly("ASSIGNED", "REJECTED CURRENT_ACCOUNT_DIFFERS;JUSTIFICATION_REQUIRED", "ASSIGNED");
    }

    @Test
    void neverWritesOverAFileThatMayBeFilledIn() throws IOException {
        Files.writeString(file, "mine");

        Result refused = holding("--out", file);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void namesNoFolder() throws IOException {
        register.sql
                .sql(
                        "UPDATE virtual_accounts SET name = 'Secret ' || name, name_folded = 'secret ' || name_folded, restricted = true")
                .update();

        String told = holding("--json").out() + holding("--out", file).out() + Files.readString(file);

        assertThat(told).contains("S1").doesNotContainIgnoringCase("secret");
    }

    @Test
    void listsTheFirstFiftyAndCountsTheOthers() {
        register.sql.sql("""
                INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner,
                                    account_id, virtual_account_id)
                SELECT 'T' || n, '', 'STANDARD', 'SHIPPED', 'NONE', 'P1', account_id, virtual_account_id
                FROM orders, generate_series(1, 58) n
                WHERE sales_order_number = 'S1'
                """).update();

        String text = holding().out();

        assertThat(text.lines().filter(line -> line.matches("  [ST]\\d.*"))).hasSize(50);
        assertThat(text)
                .contains("orders: 61")
                .endsWith(String.format("and 11 more: --json lists them all, --out FILE writes them to a file%n"));
        assertThat(orders()).hasSize(61);
    }

    @Test
    void countsFromWhenAFeedHasMovedTheOrder() throws IOException {
        Path feeds = Files.createDirectory(folder.resolve("feeds"));
        String header = "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain\n";
        register.sql.sql("UPDATE orders SET placed_or_earlier = true").update();
        Files.writeString(
                feeds.resolve("orders.csv"),
                header
                        + "S1,W1,STANDARD,SHIPPED,NONE,P1,a.example\nS2,W2,STANDARD,CLOSED,NONE,P1,holding.p1.example\n");
        assertThat(register.program().run("load", feeds).status()).isZero();
        assertThat(orders("--older-than", "40d")).containsExactly("S2");
        setPlaced("S1", 7);

        Files.writeString(feeds.resolve("orders.csv"), header + "S1,W1,STANDARD,SHIPPED,NONE,P1,holding.p1.example\n");
        assertThat(register.program().run("load", feeds).status()).isZero();

        assertThat(orders("--older-than", "6d")).containsExactly("S2");
        assertThat(objects(holding("--json")))
                .extracting(each -> each.get("order_number").asString() + " " + each.get("or_earlier"))
                .containsExactly("S2 true", "S3 true", "S1 false");
    }

    private Result holding(Object... options) {
        Result result = register.program()
                .run(Stream.concat(Stream.of("holding"), Stream.of(options)).toArray());
        assertThat(result.err()).doesNotContain("Exception");
        return result;
    }

    private List<String> orders(Object... options) {
        return objects(holding(
                        Stream.concat(Stream.of("--json"), Stream.of(options)).toArray()))
                .stream()
                .map(each -> each.get("order_number").asString())
                .toList();
    }

    private static List<JsonNode> objects(Result result) {
        return result.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private void setPlaced(String order, int daysAgo) {
        register.sql
                .sql(
                        "UPDATE orders SET placed = now() - make_interval(days => :days) WHERE sales_order_number = :order")
                .param("days", daysAgo)
                .param("order", order)
                .update();
    }
}
