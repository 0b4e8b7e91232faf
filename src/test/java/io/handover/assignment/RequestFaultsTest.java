package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestFaultsTest {
    private static final int COLUMNS = 7;
    private static final int MALFORMATION = 5;

    @ParameterizedTest
    @MethodSource("records")
    void findsWhatIsWrongWithTheRecordInItself(String line) {
        List<String> cells = cells(line);
        assertThat(request(cells).faults().stream().map(Reason::name).collect(Collectors.joining(" ")))
                .isEqualTo(cells.get(COLUMNS - 1));
    }

    /** Only then: whoever asks, and wherever the order is. */
    @ParameterizedTest
    @MethodSource("records")
    void aRecordWithFaultsGetsNoOtherReasons(String line) {
        Request request = request(cells(line));
        for (Requester requester : Requester.values()) {
            for (Target target : Target.values()) {
                Situation situation = new Situation(
                        requester,
                        1,
                        OrderSample.at(Spot.CUSTOMER_FOLDER_1, Organization.ACME),
                        target,
                        "PENDING",
                        true,
                        false,
                        true);
                List<Reason> faults = List.copyOf(request.faults());
                Outcome outcome = RuleBook.decide(request, situation.facts());
                if (faults.isEmpty()) {
                    assertThat(outcome.reasons()).doesNotContainAnyElementsOf(Codes.OF_NO_RULE);
                } else {
                    assertThat(outcome.reasons()).isEqualTo(faults);
                    assertThat(outcome.status()).isEqualTo(Outcome.Status.REJECTED);
                }
            }
        }
    }

    @Test
    void refusesARecordThatIsMiscountedButNotMalformed() {
        assertThatThrownBy(() -> new Request("1", "", "a", "", "", "a@b", "", "", "", null, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<String> records() {
        return Resource.lines("faults.txt");
    }

    private static List<String> cells(String line) {
        List<String> cells = Arrays.stream(line.split("\\|", -1))
                .map(cell -> cell.strip().replace("[nbsp]", "\u00A0"))
                .toList();
        assertThat(cells).hasSize(COLUMNS);
        return cells;
    }

    private static Request request(List<String> cells) {
        @Nullable String malformation = cells.get(MALFORMATION).isEmpty() ? null : cells.get(MALFORMATION);
        return new Request(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                "",
                cells.get(4),
                "",
                "",
                "",
                malformation,
                "miscounted".equals(malformation));
    }
}
