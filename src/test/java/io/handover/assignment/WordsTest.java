package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.assignment.OrderSample.Expected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that facts have for the state of an order or an account, and what each of them does to a request. */
class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHIPPED           | ASSIGNED",
                "ACTIVATED         | ASSIGNED",
                "CLOSED            | ASSIGNED",
                "CANCELLED         | ORDER_CANCELLED",
                "ENTERED           | ORDER_NOT_SHIPPED",
                "BOOKED            | ORDER_NOT_SHIPPED",
                "PARTIALLY SHIPPED | ORDER_NOT_SHIPPED",
                "shipped           | ORDER_NOT_SHIPPED",
                "cancelled         | ORDER_NOT_SHIPPED",
                "''                | ORDER_NOT_SHIPPED",
            })
    void aShippedOrderIsOneWhoseStatusSaysSoExactly(String status, String answer) {
        assertThat(answer(status, "NONE", Order.Kind.STANDARD, "ACTIVE")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONE    | ASSIGNED",
                "CLEARED | ASSIGNED",
                "DENIED  | EXPORT_DENIED",
                "PENDING | EXPORT_HOLD",
                "HELD    | EXPORT_HOLD",
                "none    | EXPORT_HOLD",
                "Cleared | EXPORT_HOLD",
                "denied  | EXPORT_HOLD",
                "UNKNOWN | EXPORT_HOLD",
                "''      | EXPORT_HOLD",
            })
    void anExportStatusHoldsUnlessItSaysExactlyThatItPassesOrIsFinal(String exportStatus, String answer) {
        assertThat(answer("SHIPPED", exportStatus, Order.Kind.STANDARD, "ACTIVE"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STANDARD             | ASSIGNED",
                "SUBSCRIPTION         | ASSIGNED",
                "STOCKING             | ORDER_KIND_NOT_ASSIGNABLE",
                "ENTERPRISE_AGREEMENT | ORDER_KIND_NOT_ASSIGNABLE",
            })
    void onlyOrdinaryOrdersAreAssigned(Order.Kind kind, String answer) {
        assertThat(answer("SHIPPED", "NONE", kind, "ACTIVE")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACTIVE    | ASSIGNED",
                "PENDING   | ACCOUNT_PENDING",
                "SUSPENDED | ACCOUNT_NOT_ACTIVE",
                "active    | ACCOUNT_NOT_ACTIVE",
                "pending   | ACCOUNT_NOT_ACTIVE",
                "''        | ACCOUNT_NOT_ACTIVE",
            })
    void anAccountIsActiveWhenItsStatusSaysSoExactly(String accountStatus, String answer) {
        assertThat(answer("SHIPPED", "NONE", Order.Kind.STANDARD, accountStatus))
                .isEqualTo(answer);
    }

    private static String answer(String status, String exportStatus, Order.Kind kind, String accountStatus) {
        OrderSample order =
                new OrderSample(Spot.NOWHERE, Organization.ACME, status, exportStatus, kind, Expected.NOTHING);
        Outcome outcome = new Situation(
                        Requester.OF_PARTNER, 1, order, Target.CUSTOMER, accountStatus, true, false, false)
                .decide();
        return outcome.reasons().isEmpty()
                ? outcome.status().name()
                : outcome.reasons().stream()
                        .map(Reason::name)
                        .reduce((one, two) -> one + " " + two)
                        .orElseThrow();
    }
}
