package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs over the same orders at the same time neither stand in each other's way nor lose a move. */
class ConcurrentRunsTest {
    private static final int ORDERS = 4 * ReassignOrdersJob.CHUNK;

    /** Moves whose order was not, when it was moved, where the move before had left it. */
    private static final String MOVES_FROM_ELSEWHERE = """
            SELECT count(*)
            FROM outcomes later
            WHERE later.status = 'ASSIGNED'
              AND later.from_account_id <> (SELECT id FROM accounts WHERE domain = 'holding.p1.example')
              AND NOT EXISTS (SELECT
                              FROM outcomes earlier
                              WHERE earlier.order_id = later.order_id
                                AND earlier.run_id <> later.run_id
                                AND earlier.status = 'ASSIGNED'
                                AND earlier.to_account_id = later.from_account_id)
            """;

    private static final String LOST_MOVES = """
            SELECT count(*)
            FROM orders o
            WHERE o.version <> (SELECT count(*) FROM outcomes x WHERE x.order_id = o.id AND x.status = 'ASSIGNED')
               OR NOT EXISTS (SELECT
                              FROM outcomes x
                              WHERE x.order_id = o.id
                                AND x.status = 'ASSIGNED'
                                AND x.run_id = o.assigned_by_run
                                AND x.to_account_id = o.account_id)
            """;

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, ORDERS);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void movesFollowOneAnother() {
        CompletableFuture<Result> forwards = CompletableFuture.supplyAsync(() -> register.run(file("a", 1)));
        CompletableFuture<Result> backwards = CompletableFuture.supplyAsync(() -> register.run(file("b", -1)));

        assertThat(forwards.join().status()).as(forwards.join().err()).isZero();
        assertThat(backwards.join().status()).as(backwards.join().err()).isZero();
        assertThat(register.count("SELECT count(*) FROM outcomes WHERE status = 'ASSIGNED'"))
                .isEqualTo(2L * ORDERS);
        assertThat(register.count(MOVES_FROM_ELSEWHERE)).isZero();
        assertThat(register.count(LOST_MOVES)).isZero();
    }

    private Path file(String account, int direction) {
        return register.file(
                account + ".csv",
                Register.HEADER + ",justification",
                IntStream.rangeClosed(1, ORDERS)
                        .map(n -> direction > 0 ? n : ORDERS + 1 - n)
                        .mapToObj(n -> "S" + n + "," + account + ".example," + Register.ANN + ",sold on"));
    }
}
