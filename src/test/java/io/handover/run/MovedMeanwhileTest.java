package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Another run moves an order between the matching and the decision. Where the decision is not to move it, no UPDATE is
 * guarded, and still it must be right about where the order is.
 */
class MovedMeanwhileTest {
    private static final String HEADER = "order_number,smart_account,expected_account,justification,requester";

    private static final String MOVE = """
            UPDATE orders
            SET account_id = a.id, virtual_account_id = v.id, version = orders.version + 1
            FROM (VALUES (1)) AS always
            LEFT JOIN accounts a ON a.domain = :account
            LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.is_default
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.example,b.example,agreed | holding.p1.example | b.example          | ASSIGNED
                    a.example,b.example,agreed | b.example          | holding.p1.example | REJECTED CURRENT_ACCOUNT_DIFFERS
                    a.example,,                | a.example          | b.example          | REJECTED JUSTIFICATION_REQUIRED
                    a.example,,                | a.example          | holding.p1.example | ASSIGNED
                    a.example,,                | b.example          | a.example          | UNCHANGED
                    a.example,,                | holding.p1.example | a.example          | UNCHANGED
                    a.example,,                | holding.p2.example | holding.p1.example | ASSIGNED
                    a.example,,                | holding.p1.example | holding.p2.example | REJECTED HOLDING_ACCOUNT_NOT_YOURS
                    a.example,,                | holding.p2.example |                    | ASSIGNED
                    holding.p1.example,,       | b.example          |                    | ASSIGNED
                    """)
    void isDecidedOnWhereTheOrderIsNow(
            String request, String whenMatched, @Nullable String whenDecided, String outcome) {
        try (Register register = new Register(folder, 1)) {
            register.sql
                    .sql("UPDATE accounts SET type = 'HOLDING', partner = 'P2', domain = 'holding.p2.example'"
                            + " WHERE domain = 'pending.example'")
                    .update();
            move(register, whenMatched);
            Path file = register.file("file.csv", HEADER, Stream.of("S1," + request + "," + Register.ANN));

            register.program()
                    .runWith(
                            work -> {
                                if (work.startsWith("deciding")) {
                                    move(register, whenDecided);
                                }
                            },
                            register.arguments(file));

            assertThat(register.outcomes("file", 1)).containsExactly(outcome);
            String place = outcome.equals("ASSIGNED") ? request.replaceAll(",.*", "") : whenDecided;
            assertThat(register.place("S1")).isEqualTo(place + " / DEFAULT");
        }
    }

    private static void move(Register register, @Nullable String account) {
        register.sql.sql(MOVE).param("account", account, java.sql.Types.VARCHAR).update();
    }
}
