package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An undo sends every order back to where the run took it from, except what has happened since. */
class UndoTest {
    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 4);
        register.sql.sql("""
                UPDATE orders
                SET account_id = NULL, virtual_account_id = NULL
                WHERE sales_order_number = 'S4'
                """).update();
        register.run(register.moves("monday.csv", 4, "a.example"));
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void sendsEveryOrderBackToWhereItWasNoneIncluded() {
        Result undone = undo(1);

        assertThat(undone.status()).isZero();
        assertThat(undone.json().get("mode").asString()).isEqualTo("undo");
        assertThat(undone.json().get("assigned").asInt()).isEqualTo(4);
        assertThat(register.place("S1")).isEqualTo("holding.p1.example / DEFAULT");
        assertThat(register.place("S4")).isEqualTo("none");
    }

    @Test
    void keepsWhatHasBeenMovedSinceAndSaysByWhom() {
        register.run(register.file(
                "tuesday.csv",
                Register.HEADER + ",justification",
                Stream.of("S2,b.example,ann@p1.example,sold", "S3,a.example,ann@p1.example,")));

        Result undone = undo(1);

        assertThat(undone.status()).isEqualTo(4);
        assertThat(register.outcomes("undo-of-run-1", 3))
                .containsExactly("ASSIGNED", "REJECTED CURRENT_ACCOUNT_DIFFERS", "ASSIGNED", "ASSIGNED");
        assertThat(register.results("undo-of-run-1", 3).get(1).get("__message"))
                .isEqualTo("Order S2 has been moved since and is in b.example, by run 2, which "
                        + System.getProperty("user.name") + " started and \"ann@p1.example\" asked for.");
        assertThat(register.place("S2")).isEqualTo("b.example / DEFAULT");
    }

    @Test
    void keepsWhatWasMovedAwayAndBack() {
        String header = Register.HEADER + ",justification";
        register.run(register.file("away.csv", header, Stream.of("S1,b.example,ann@p1.example,sold")));
        register.run(register.file("back.csv", header, Stream.of("S1,a.example,ann@p1.example,returned")));

        undo(1);

        assertThat(register.outcomes("undo-of-run-1", 4)).startsWith("REJECTED CURRENT_ACCOUNT_DIFFERS", "ASSIGNED");
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void keepsWhatHasBeenCancelledSince() {
        register.sql
                .sql("UPDATE orders SET status = 'CANCELLED' WHERE sales_order_number = 'S1'")
                .update();

        undo(1);

        assertThat(register.outcomes("undo-of-run-1", 2)).startsWith("REJECTED ORDER_CANCELLED", "ASSIGNED");
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void canItselfBeUndone() {
        undo(1);

        assertThat(undo(2).json().get("assigned").asInt()).isEqualTo(4);
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
        assertThat(register.place("S4")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void aSecondUndoFindsEverythingWhereItWas() {
        undo(1);

        Result again = undo(1);

        assertThat(again.status()).isZero();
        assertThat(again.json().get("unchanged").asInt()).isEqualTo(4);
    }

    @Test
    void aPreviewMovesNothing() {
        Result preview =
                register.program().run("undo", 1, "--preview", "--results", "--json", "--out", register.reports());

        assertThat(preview.json().get("mode").asString()).isEqualTo("preview");
        assertThat(preview.json().get("assigned").asInt()).isEqualTo(4);
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void isInTheHistoryOfTheOrder() {
        undo(1);

        assertThat(register.program().run("show", "order", "S4").out())
                .contains("is in no account")
                .contains("run 2 (undo)")
                .contains("from a.example / DEFAULT to no account");
        assertThat(register.program().run("runs", "show", "2").out()).contains("undoes", "run 1");
    }

    @Test
    void refusesWhatCannotBeUndone() {
        register.run(register.moves("preview.csv", 1, "b.example"), "--preview");

        assertThat(undo(9).err()).contains("There is no run 9.");
        assertThat(undo(2).err()).contains("Run 2 was a preview: it has moved nothing.");
        Result withoutTerms = register.program().run("undo", 1);
        assertThat(withoutTerms.status()).isEqualTo(2);
        assertThat(withoutTerms.err()).contains("terms of use are not accepted");
        assertThat(register.count("SELECT count(*) FROM runs")).isEqualTo(2);
    }

    @Test
    void theNextUndoCompletesAnInterruptedOne() {
        Result broken = register.program()
                .runWith(TestProgram.failingAt("sealing"), "undo", 1, "--accept-terms", "--out", register.reports());
        assertThat(broken.status()).isEqualTo(70);

        assertThat(undo(1).json().get("run").asInt()).isEqualTo(2);
        assertThat(register.place("S4")).isEqualTo("none");
    }

    private Result undo(int run) {
        return register.program()
                .run("undo", run, "--accept-terms", "--results", "--json", "--out", register.reports());
    }
}
