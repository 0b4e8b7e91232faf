package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 3's table, cell by cell, as {@code may-do.txt} spells it out. */
class MayDoTest {
    private static final int FIRST_CELL = 3;
    private static final List<Target> TARGETS = List.of(
            Target.CUSTOMER, Target.CUSTOMER, Target.ACME_HOLDING, Target.GLOBEX_HOLDING, Target.NOBODYS_HOLDING);
    private static final int JUSTIFIED = 1;

    /** Those that are not in the folder to which the request sends them. */
    private static final List<Spot> SPOTS = List.of(
            Spot.NOWHERE,
            Spot.CUSTOMER_FOLDER_2,
            Spot.OTHER_CUSTOMER,
            Spot.ACME_FOLDER_2,
            Spot.GLOBEX_FOLDER_2,
            Spot.NOBODYS_FOLDER_2);

    @ParameterizedTest(name = "{0} asks for an order of {1} in {2}: {3}, justified {4}")
    @MethodSource("cells")
    void decidesEachCellAsTheTableSays(
            Requester requester, Organization partner, Spot spot, Target target, boolean justified, String answer) {
        Situation situation =
                new Situation(requester, 1, OrderSample.at(spot, partner), target, "ACTIVE", true, justified, false);
        assertThat(situation.decide().reasons()).isEqualTo(reasons(answer));
        assertThat(situation.decide().status())
                .isEqualTo(answer.equals("yes") ? Outcome.Status.ASSIGNED : Outcome.Status.REJECTED);
    }

    @Test
    void theTableHasEveryCellOnce() {
        assertThat(cells().map(cell -> List.of(cell.get()).subList(0, 5))).doesNotHaveDuplicates();
        assertThat(cells()).as("requesters, partners, spots, targets").hasSize(7 * 2 * SPOTS.size() * TARGETS.size());
    }

    private static List<Reason> reasons(String answer) {
        return switch (answer) {
            case "yes" -> List.of();
            case "hidden" -> List.of(Reason.ORDER_NOT_FOUND);
            case "case" -> List.of(Reason.INTERNAL_REQUESTER);
            case "justify" -> List.of(Reason.JUSTIFICATION_REQUIRED);
            case "not mine" -> List.of(Reason.HOLDING_ACCOUNT_NOT_YOURS);
            case "holding" -> List.of(Reason.ACCOUNT_IS_HOLDING);
            case "both" -> List.of(Reason.HOLDING_ACCOUNT_NOT_YOURS, Reason.ACCOUNT_IS_HOLDING);
            default -> throw new IllegalArgumentException(answer);
        };
    }

    private static Stream<Arguments> cells() {
        return Resource.lines("may-do.txt").skip(1).flatMap(MayDoTest::cells);
    }

    private static Stream<Arguments> cells(String line) {
        List<String> columns =
                Arrays.stream(line.split("\\|")).map(String::strip).toList();
        Requester requester = Requester.valueOf(columns.get(0));
        Organization partner = Organization.valueOf(columns.get(1).toUpperCase(Locale.ROOT));
        List<Spot> spots = columns.get(2).equals("every place") ? SPOTS : List.of(Spot.valueOf(columns.get(2)));
        return spots.stream()
                .flatMap(spot -> Stream.iterate(0, column -> column < TARGETS.size(), column -> column + 1)
                        .map(column -> Arguments.of(
                                requester,
                                partner,
                                spot,
                                TARGETS.get(column),
                                column == JUSTIFIED,
                                columns.get(FIRST_CELL + column))));
    }
}
