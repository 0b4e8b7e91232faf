package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.assignment.Outcome.Status;
import io.handover.assignment.Since.Move;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a move of run 7 from a partner's holding account, or from no account, to a customer is taken back. */
class UndoRuleTest {
    private static final Place HOLDING = place(1, "holding.p1.example");
    private static final Place CUSTOMER = place(2, "a.example");
    private static final Place ELSEWHERE = place(3, "b.example");
    private static final Move OURS = new Move(7, "olga", "ann@p1.example");
    private static final Move OF_OTHERS = new Move(9, "otto", "bob@p2.example");
    private static final Move BACK_BY_UNDO = new Move(9, "otto", "");

    @Test
    void sendsBack() {
        assertThat(decide("SHIPPED", CUSTOMER, HOLDING, OURS)).isEqualTo(Outcome.ASSIGNED);
    }

    @Test
    void sendsBackToNoAccount() {
        assertThat(decide("SHIPPED", CUSTOMER, null, OURS)).isEqualTo(Outcome.ASSIGNED);
    }

    @Test
    void sendsBackWhatNoRequestCouldMove() {
        assertThat(decide("ENTERED", CUSTOMER, HOLDING, OURS)).isEqualTo(Outcome.ASSIGNED);
    }

    @Test
    void leavesWhatIsThereAlready() {
        assertThat(decide("SHIPPED", HOLDING, HOLDING, BACK_BY_UNDO)).isEqualTo(Outcome.UNCHANGED);
        assertThat(decide("CANCELLED", null, null, BACK_BY_UNDO)).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void keepsWhatIsCancelled() {
        Outcome kept = decide("CANCELLED", ELSEWHERE, HOLDING, OF_OTHERS);

        assertThat(kept.status()).isEqualTo(Status.REJECTED);
        assertThat(kept.reasons()).isEqualTo(List.of(Reason.ORDER_CANCELLED));
        assertThat(kept.message()).isEqualTo("Order SO-7 is cancelled.");
    }

    @Test
    void keepsWhatIsElsewhere() {
        assertKept(
                decide("SHIPPED", ELSEWHERE, HOLDING, OF_OTHERS),
                "Order SO-7 has been moved since and is in b.example, by run 9, which otto started and"
                        + " \"bob@p2.example\" asked for.");
    }

    @Test
    void keepsWhatCameBackToWhereTheRunPutIt() {
        assertKept(
                decide("SHIPPED", CUSTOMER, HOLDING, BACK_BY_UNDO),
                "Order SO-7 has been moved since and is in a.example, by run 9, which otto started.");
    }

    @Test
    void keepsWhatWasMovedByHand() {
        assertKept(decide("SHIPPED", null, HOLDING, null), "Order SO-7 has been moved since and is in no account.");
    }

    private static void assertKept(Outcome outcome, String message) {
        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.reasons()).isEqualTo(List.of(Reason.CURRENT_ACCOUNT_DIFFERS));
        assertThat(outcome.message()).isEqualTo(message);
    }

    private static Outcome decide(
            String orderStatus, @Nullable Place now, @Nullable Place before, @Nullable Move last) {
        Order order = new Order(7, "SO-7", "WO-7", Order.Kind.STANDARD, orderStatus, "HELD", "P1", now, false);
        boolean moved = now == null || !now.isSameAs(CUSTOMER);
        Facts facts = new Facts(
                null,
                1,
                order,
                before == null ? 0 : 1,
                before == null ? null : before.account(),
                before == null ? null : before.virtualAccount(),
                false,
                new Since(7, moved, false, false, last));
        return UndoRule.decide(new Request("SO-7", "", "", "", "", "", "", "", "", null, false), facts);
    }

    private static Place place(int id, String domain) {
        return new Place(
                new Account(id, domain, Account.Type.CUSTOMER, "ACTIVE", ""), new VirtualAccount(id, "DEFAULT"));
    }
}
