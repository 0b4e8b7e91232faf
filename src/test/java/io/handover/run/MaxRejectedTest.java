package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More rejected than allowed: nothing is applied, and the report is whole. */
@Tag("long")
class MaxRejectedTest {
    /** Three pages: what is too much is found on the last one, after the others were decided. */
    private static final int ORDERS = 4_500;

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, ORDERS);
        register.sql
                .sql("UPDATE orders SET kind = 'STOCKING' WHERE sales_order_number IN ('S4498', 'S4499')")
                .update();
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "0%", "0.04%"})
    void appliesNothingWhenMoreIsRejected(String limit) {
        Result refused = run("--max-rejected", limit);

        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.err()).contains("More requests were rejected than allowed, so nothing was applied.");
        assertThat(refused.json().get("status").asString()).isEqualTo("REFUSED");
        assertThat(refused.json().get("mode").asString()).isEqualTo("preview");
        assertThat(refused.json().get("read").asInt()).isEqualTo(ORDERS);
        assertThat(refused.json().get("rejected").asInt()).isEqualTo(2);
        assertThat(Register.records(register.reports().resolve("file.run-1.rejections.csv")))
                .extracting(record -> record.get("order_number"))
                .containsExactly("S4498", "S4499");
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL"))
                .isZero();
        assertThat(register.program().run("runs", "show", "1").out())
                .contains("REFUSED", "more requests were rejected than allowed, so nothing was applied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0.05%", "100%"})
    void appliesEverythingWhenNoMoreIsRejected(String limit) {
        Result done = run("--max-rejected", limit);

        assertThat(done.status()).isEqualTo(4);
        assertThat(done.json().get("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.json().get("assigned").asInt()).isEqualTo(ORDERS - 2);
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run = 1"))
                .isEqualTo(ORDERS - 2);
    }

    @Test
    void theSameFileIsDecidedAnewAfterItWasRefused() {
        run("--max-rejected", "0");
        register.sql.sql("UPDATE orders SET kind = 'STANDARD'").update();

        Result done = run("--max-rejected", "0");

        assertThat(done.status()).isZero();
        assertThat(done.json().get("run").asInt()).isEqualTo(2);
        assertThat(done.json().get("assigned").asInt()).isEqualTo(ORDERS);
    }

    /** What becomes too much only while it is applied takes back all that was applied before. */
    @Test
    void appliesNothingWhenItBecomesTooMuchOnTheWay() {
        AtomicLong movedOnFirstPage = new AtomicLong();
        Result refused = register.program()
                .runWith(
                        work -> {
                            if (work.equals(TestProgram.Hooks.CHUNK)) {
                                movedOnFirstPage.addAndGet(moveLastOrder());
                            }
                        },
                        register.arguments(file(), "--max-rejected", "2"));

        assertThat(movedOnFirstPage).hasPositiveValue();
        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.json().get("rejected").asInt()).isEqualTo(3);
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL"))
                .isZero();
    }

    /** As a session by hand, to another customer; from there it cannot be moved without a justification. */
    private long moveLastOrder() {
        return register.sql.sql("""
                        UPDATE orders
                        SET account_id = a.id, virtual_account_id = v.id
                        FROM accounts a
                        JOIN virtual_accounts v ON v.account_id = a.id AND v.is_default
                        WHERE a.domain = 'b.example'
                          AND sales_order_number = 'S4500'
                          AND orders.account_id <> a.id
                        """).update();
    }

    /** The limit belongs to the run, and not to the command that takes it up again. */
    @Test
    void aRunThatWasInterruptedWhileItAppliedIsCompletedByItsOwnLimit() {
        Result broken = breakWhen(TestProgram.Hooks.CHUNK, "--max-rejected", "2");
        assertThat(broken.status()).isEqualTo(70);
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL"))
                .isZero();
        register.sql
                .sql("UPDATE orders SET kind = 'STOCKING' WHERE sales_order_number = 'S1'")
                .update();

        Result refused = run();

        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.json().get("run").asInt()).isOne();
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL"))
                .isZero();
    }

    @Test
    void aRefusalThatWasInterruptedIsCompletedAsOne() {
        Result broken = breakWhen("sealing", "--max-rejected", "1");
        assertThat(broken.status()).isEqualTo(70);

        Result refused = run("--max-rejected", "1");

        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.json().get("run").asInt()).isOne();
        assertThat(register.program().run("resume", 1).status()).isEqualTo(5);
    }

    private Result breakWhen(String moment, Object... more) {
        return register.program().runWith(TestProgram.failingAt(moment), register.arguments(file(), more));
    }

    @Test
    void aPreviewSaysThatItWouldBeRefused() {
        Result preview = run("--preview", "--max-rejected", "1");

        assertThat(preview.status()).isEqualTo(5);
        assertThat(preview.json().get("status").asString()).isEqualTo("REFUSED");
    }

    @Test
    void deferredRequestsCountForNothing() {
        register.sql
                .sql("UPDATE orders SET kind = 'STANDARD', export_status = 'HELD'")
                .update();

        Result deferred = run("--max-rejected", "0");

        assertThat(deferred.status()).isEqualTo(4);
        assertThat(deferred.json().get("deferred").asInt()).isEqualTo(ORDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "5 %", "%", "many"})
    void refusesWhatIsNoLimit(String limit) {
        Result refused = run("--max-rejected", limit);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("'" + limit + "' is neither a number of requests, as in 10, nor a percentage");
    }

    private Result run(Object... more) {
        return register.run(file(), more);
    }

    private Path file() {
        return register.file(
                "file.csv",
                Register.HEADER,
                IntStream.rangeClosed(1, ORDERS).mapToObj(n -> "S" + n + ",a.example," + Register.ANN));
    }
}
