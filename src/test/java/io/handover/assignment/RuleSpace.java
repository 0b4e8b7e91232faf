package io.handover.assignment;

import static io.handover.assignment.Organization.ACME;
import static io.handover.assignment.Organization.NOBODY;

import io.handover.assignment.OrderSample.Expected;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The situations that the rules tell from one another: the whole product of what {@link MayDoTest} and
 * {@link WordsTest} do not spell out already.
 */
final class RuleSpace {
    private static final Set<Spot> SPOTS = EnumSet.complementOf(EnumSet.of(Spot.NOBODYS_FOLDER_2));
    private static final Set<Target> TARGETS = EnumSet.complementOf(EnumSet.of(Target.NOBODYS_HOLDING));
    private static final List<String> STATUSES = List.of("SHIPPED", "BOOKED", "CANCELLED");
    private static final List<String> EXPORT_STATUSES = List.of("NONE", "HELD", "DENIED");
    private static final List<Order.Kind> KINDS = List.of(Order.Kind.STANDARD, Order.Kind.STOCKING);
    private static final List<Expected> EXPECTED = List.of(Expected.TRUTH, Expected.ELSE);
    private static final List<String> ACCOUNT_STATUSES = List.of("ACTIVE", "PENDING", "CLOSED");
    private static final List<Boolean> ANSWERS = List.of(true, false);

    private RuleSpace() {}

    static Stream<Situation> situations() {
        return Stream.of(Requester.values()).flatMap(RuleSpace::of);
    }

    private static Stream<Situation> of(Requester requester) {
        List<OrderSample> orders =
                partners(requester).flatMap(RuleSpace::orders).toList();
        return TARGETS.stream()
                .flatMap(target -> accountStatuses(target)
                        .flatMap(accountStatus -> foldersFound(target)
                                .flatMap(folderFound -> ANSWERS.stream()
                                        .flatMap(justified -> ANSWERS.stream().flatMap(conflicting -> {
                                            Situation none = new Situation(
                                                    requester,
                                                    0,
                                                    null,
                                                    target,
                                                    accountStatus,
                                                    folderFound,
                                                    justified,
                                                    conflicting);
                                            return Stream.concat(
                                                    Stream.of(none, none.withOrders(2)),
                                                    orders.stream().map(none::withOrder));
                                        })))));
    }

    /** An order without a partner is asked for by those for whom that makes a difference. */
    private static Stream<Organization> partners(Requester requester) {
        return switch (requester) {
            case OF_NO_ORGANIZATION, OF_NO_ORGANIZATION_WITH_ACCESS -> Stream.of(NOBODY);
            case INTERNAL_WITH_CASE, OF_PARTNER -> Stream.of(ACME, NOBODY);
            default -> Stream.of(ACME);
        };
    }

    private static Stream<String> accountStatuses(Target target) {
        return target.site == null ? Stream.of("") : ACCOUNT_STATUSES.stream();
    }

    private static Stream<Boolean> foldersFound(Target target) {
        return target.site == null ? Stream.of(false) : ANSWERS.stream();
    }

    private static Stream<OrderSample> orders(Organization partner) {
        return SPOTS.stream()
                .flatMap(spot -> STATUSES.stream()
                        .flatMap(status -> EXPORT_STATUSES.stream()
                                .flatMap(exportStatus -> KINDS.stream()
                                        .flatMap(kind -> EXPECTED.stream()
                                                .map(expected -> new OrderSample(
                                                        spot, partner, status, exportStatus, kind, expected))))));
    }
}
