package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    private static final Situation ANY = new Situation(
            Requester.OF_PARTNER,
            1,
            OrderSample.at(Spot.OTHER_CUSTOMER, Organization.ACME),
            Target.CUSTOMER,
            "ACTIVE",
            true,
            false,
            false);

    @Test
    void theListIsTheDesignsInTheDesignsOrder() {
        assertThat(Stream.of(Reason.values()).map(reason -> reason + " " + reason.kind()))
                .containsExactlyElementsOf(Resource.lines("reasons.txt")
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aMessageIsOneSentenceWithTheValuesAtStake(Reason reason) {
        assertThat(reason.message()).matches("[^.]+\\.").contains("{").matches("(\\p{Lu}|\\{account}).*");
        Question question = new Question(malformed(), ANY.facts());
        assertThat(Message.of(reason, question))
                .doesNotContain("{", "}", "null")
                .endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void anActionIsOneSentenceAsItStands(Reason reason) {
        assertThat(reason.action()).matches("\\p{Lu}[^.{}]+\\.");
    }

    @ParameterizedTest
    @EnumSource
    void whatCanClearByItselfIsWaitedFor(Reason reason) {
        assertThat(reason.action().startsWith("Wait ")).isEqualTo(reason.kind() == Reason.Kind.WAIT);
        assertThat(reason.action().endsWith("; the request is kept and tried again every night."))
                .isEqualTo(reason.kind() == Reason.Kind.WAIT);
    }

    private static Request malformed() {
        return new Request("1E+8", "x", "a", "", "", "", "", "", "", "has 2 fields where the header has 3", true);
    }
}
