package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handover.command.TestProgram.Hooks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was decided is what is true when it commits, whoever changes facts meanwhile, and how. */
class FactsChangeTest {
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
                    UPDATE orders SET partner = 'P2'                               | REJECTED ORDER_NOT_FOUND
                    UPDATE accounts SET status = 'PENDING'                         | DEFERRED ACCOUNT_PENDING
                    UPDATE accounts SET partner = 'P2'                             | REJECTED HOLDING_ACCOUNT_NOT_YOURS
                    UPDATE people SET active = false                               | REJECTED REQUESTER_INACTIVE
                    UPDATE people SET internal = true                              | REJECTED INTERNAL_REQUESTER
                    UPDATE orders SET account_id = NULL, virtual_account_id = NULL | ASSIGNED
                    """)
    void aChangeBetweenMatchingAndDecidingIsNotOverlooked(String change, String outcome) {
        Path file = register.moves("file.csv", 3, "a.example");

        register.program()
                .runWith(
                        work -> {
                            if (work.startsWith("deciding")) {
                                register.sql.sql(change).update();
                            }
                        },
                        register.arguments(file));

        assertThat(register.outcomes("file", 1)).hasSize(3).containsOnly(outcome);
        assertThat(register.place("S1"))
                .isEqualTo(outcome.equals("ASSIGNED") ? "a.example / DEFAULT" : "holding.p1.example / DEFAULT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE orders SET export_status = 'HELD'
                    UPDATE accounts SET status = 'PENDING'
                    UPDATE people SET active = false
                    UPDATE virtual_accounts SET is_default = false
                    INSERT INTO order_access VALUES (1, 'x@y.example', false)
                    DELETE FROM people
                    """)
    void aFactCannotChangeBetweenTheLookAtItAndTheCommit(String change) {
        Path file = register.moves("file.csv", 3, "a.example");
        AtomicBoolean held = new AtomicBoolean();

        register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK)) {
                                assertThatThrownBy(() -> changeWithoutWaiting(change))
                                        .isInstanceOfSatisfying(
                                                SQLException.class,
                                                e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
                                held.set(true);
                            }
                        },
                        register.arguments(file));

        assertThat(held).isTrue();
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

    private void changeWithoutWaiting(String change) throws SQLException {
        try (Connection connection = register.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '300ms'");
            statement.execute(change);
        }
    }
}
