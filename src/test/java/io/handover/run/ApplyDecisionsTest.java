package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.assignment.Outcome.Status;
import io.handover.assignment.RuleBook;
import io.handover.database.TestDatabase;
import io.handover.ledger.Outcomes;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An order that another run moves between the look at it and the update is decided again, on what is true then. */
class ApplyDecisionsTest {
    private static final long RUN = 1;

    @TempDir
    private Path folder;

    private Register register;
    private TransactionTemplate chunk;
    private Candidates candidates;
    private ApplyDecisions apply;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
        // A preview stages and matches the requests, and moves nothing.
        register.run(register.moves("file.csv", 3, "a.example"), "--preview");
        register.sql.sql(TestDatabase.LET_THE_LEDGER_CHANGE).update();
        register.sql.sql("TRUNCATE outcomes").update();
        DataSource database = register.database().programDataSource();
        chunk = new TransactionTemplate(new JdbcTransactionManager(database));
        RequestForm form = new RequestForm(List.of("order_number", "smart_account", "requester"), "");
        candidates = new Candidates(JdbcClient.create(database), RUN, false, false, form);
        apply = new ApplyDecisions(
                candidates,
                RuleBook::decide,
                new MoveOrders(new JdbcTemplate(database), RUN),
                new Outcomes(JdbcClient.create(database), database),
                new SilentProgress(),
                RUN,
                false);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void movesWhatIsAsItWasSeen() {
        decideAndApply(() -> {});

        assertThat(statuses()).containsExactly("ASSIGNED", "ASSIGNED", "ASSIGNED");
        assertThat(register.place("S2")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void doesNotOverwriteAMoveThatCameBetween() {
        // Without the guard, S2 would go from one customer to another with no justification.
        decideAndApply(() -> move("S2", "b.example"));

        assertThat(statuses()).containsExactly("ASSIGNED", "REJECTED", "ASSIGNED");
        assertThat(register.place("S2")).isEqualTo("b.example / DEFAULT");
    }

    @Test
    void isUnchangedWhenTheMoveThatCameBetweenWasTheSame() {
        decideAndApply(() -> move("S2", "a.example"));

        assertThat(statuses()).containsExactly("ASSIGNED", "UNCHANGED", "ASSIGNED");
    }

    @Test
    void decidesAgainAndMovesWhenThatIsStillRight() {
        decideAndApply(() -> register.sql
                .sql("UPDATE orders SET version = version + 1 WHERE sales_order_number = 'S2'")
                .update());

        assertThat(statuses()).containsExactly("ASSIGNED", "ASSIGNED", "ASSIGNED");
        assertThat(register.place("S2")).isEqualTo("a.example / DEFAULT");
    }

    /** Looks, decides, lets somebody else act, and applies. */
    private void decideAndApply(Runnable between) {
        chunk.executeWithoutResult(transaction -> {
            DecideRequest decide = new DecideRequest(RuleBook::decide);
            List<Decision> decisions = candidates.next(Turn.BEFORE_ALL, Turn.AFTER_ALL, 3).stream()
                    .map(decide::process)
                    .toList();
            assertThat(decisions)
                    .extracting(decision -> decision.outcome().status())
                    .containsOnly(Status.ASSIGNED);
            Thread other = new Thread(between);
            other.start();
            join(other);
            apply.write(new Chunk<>(decisions));
        });
    }

    private void move(String order, String account) {
        register.sql.sql("""
                        UPDATE orders
                        SET account_id = a.id, virtual_account_id = v.id, version = version + 1
                        FROM accounts a
                        JOIN virtual_accounts v ON v.account_id = a.id AND v.is_default
                        WHERE a.domain = :account
                          AND sales_order_number = :order
                        """).param("order", order).param("account", account).update();
    }

    private List<String> statuses() {
        return register.sql
                .sql("SELECT status FROM outcomes WHERE run_id = 1 ORDER BY record")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class SilentProgress implements Progress {
        @Override
        public void begin(String work, long total) {}

        @Override
        public void advance(long more) {}

        @Override
        public void end() {}
    }
}
