package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was decided is what is true when it commits, whoever changes facts meanwhile, and how. */
class FactsChangeTest {
    private static final String PLACES = """
            SELECT a.domain
            FROM orders o
            JOIN accounts a ON a.id = o.account_id
            """;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE orders SET export_status = 'HELD'                       | DEFERRED EXPORT_HOLD
                    UPDATE orders SET status = 'CANCELLED'                         | REJECTED ORDER_CANCELLED
                    UPDATE orders SET kind = 'STOCKING'                            | REJECTED ORDER_KIND_NOT_ASSIGNABLE
                    UPDATE orders SET partner = 'P2'                               | REJECTED ORDER_NOT_FOUND
                    UPDATE orders SET sales_order_number = concat('T', id)         | ASSIGNED
                    UPDATE accounts SET status = 'PENDING'                         | DEFERRED ACCOUNT_PENDING
                    UPDATE accounts SET type = 'CUSTOMER'                          | REJECTED JUSTIFICATION_REQUIRED
                    UPDATE accounts SET partner = 'P2'                             | REJECTED HOLDING_ACCOUNT_NOT_YOURS
                    UPDATE people SET active = false                               | REJECTED REQUESTER_INACTIVE
                    UPDATE people SET internal = true                              | REJECTED INTERNAL_REQUESTER
                    UPDATE virtual_accounts SET is_default = false                 | ASSIGNED
                    UPDATE orders SET account_id = NULL, virtual_account_id = NULL | ASSIGNED
                    """)
    void aChangeBetweenMatchingAndDecidingIsNotOverlooked(String change, String outcome) {
        decideAfter(change, register.moves("file.csv", 3, "a.example"));

        assertThat(register.outcomes("file", 1)).hasSize(3).containsOnly(outcome);
        assertThat(register.sql
                        .sql(PLACES)
                        .query((row, number) -> row.getString(1))
                        .set())
                .containsExactly(outcome.equals("ASSIGNED") ? "a.example" : "holding.p1.example");
    }

    @Test
    void accessThatIsTakenAwayCountsAtOnceAndAccessThatIsGivenFromTheNextFileOn() {
        register.sql
                .sql("INSERT INTO order_access VALUES (1, 'bob@p2.example', false), (2, 'bob@p2.example', false)")
                .update();
        String[] requests = {"S1,a.example,bob@p2.example", "S2,a.example,bob@p2.example", "S3,a.example,bob@p2.example"
        };

        decideAfter("""
                UPDATE order_access SET revoked = true WHERE order_id = 2;
                INSERT INTO order_access VALUES (3, 'bob@p2.example', false)
                """, register.file("file.csv", Register.HEADER, Stream.of(requests)));

        assertThat(register.outcomes("file", 1))
                .containsExactly(
                        "REJECTED HOLDING_ACCOUNT_NOT_YOURS", "REJECTED ORDER_NOT_FOUND", "REJECTED ORDER_NOT_FOUND");
    }

    @Test
    void theWordsAreThoseOfTheFactsThatDecide() {
        Path file = register.moves("file.csv", 1, "pending.example");

        decideAfter("UPDATE accounts SET domain = 'renamed.example' WHERE domain = 'pending.example'", file);

        assertThat(register.results("file", 1).get(0).get("__message")).contains("renamed.example");
    }

    @Test
    void aFactCannotChangeBetweenTheLookAtItAndTheCommit() {
        List<String> changes = List.of(
                "UPDATE orders SET export_status = 'HELD'",
                "UPDATE accounts SET status = 'PENDING'",
                "UPDATE people SET active = false",
                "UPDATE virtual_accounts SET is_default = false",
                "INSERT INTO order_access VALUES (1, 'x@y.example', false)",
                "DELETE FROM people");
        List<String> held = new ArrayList<>();

        register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK)) {
                                for (String change : changes) {
                                    assertThatThrownBy(() -> changeWithoutWaiting(change))
                                            .isInstanceOfSatisfying(
                                                    SQLException.class,
                                                    e -> assertThat(e.getSQLState())
                                                            .isEqualTo("55P03"));
                                    held.add(change);
                                }
                            }
                        },
                        register.arguments(register.moves("file.csv", 3, "a.example")));

        assertThat(held).isEqualTo(changes);
        assertThat(register.outcomes("file", 1)).containsOnly("ASSIGNED");
    }

    @Test
    void aPreviewKeepsNobodyWaiting() {
        Path file = register.moves("file.csv", 3, "a.example");
        AtomicBoolean changed = new AtomicBoolean();

        register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK)) {
                                try {
                                    changeWithoutWaiting("UPDATE orders SET export_status = 'HELD'");
                                    changeWithoutWaiting("UPDATE orders SET account_id = account_id");
                                    changed.set(true);
                                } catch (SQLException e) {
                                    throw new AssertionError(e);
                                }
                            }
                        },
                        register.arguments(file, "--preview"));

        assertThat(changed).isTrue();
    }

    /** Runs the file, and changes facts when its requests are matched and not decided yet. */
    private void decideAfter(String change, Path file) {
        Result result = register.program()
                .runWith(
                        work -> {
                            if (work.startsWith("deciding")) {
                                register.sql.sql(change).update();
                            }
                        },
                        register.arguments(file));
        assertThat(result.err()).isEmpty();
    }

    private void changeWithoutWaiting(String change) throws SQLException {
        try (Connection connection = register.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '300ms'");
            statement.execute(change);
        }
    }
}
