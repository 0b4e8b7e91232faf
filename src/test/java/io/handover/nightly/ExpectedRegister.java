package io.handover.nightly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where each order must be and what must become of each request, worked out with maps and without the program: from the
 * tables in README.md, for requests that name a sales order number, a domain and no more than a customer's account.
 * Places are written as {@code a.example / DEFAULT}, or {@code none}.
 */
final class ExpectedRegister {
    static final String NOWHERE = "none";

    /** Of somebody who works for the vendor, and names a support case. */
    static final String VENDOR = "the vendor";

    /**
     * One request: that an order go to a place.
     *
     * @param expectedAccount where it must be now; blank for anywhere
     */
    record Asked(String order, String place, String requester, boolean justified, String expectedAccount) {
        String account() {
            return accountOf(place);
        }
    }

    record OrderFacts(String kind, String status, String exportStatus, String partner) {}

    /** @param owner partner whose holding account it is; blank for a customer's */
    record AccountFacts(String status, String owner) {}

    /** A request that was deferred, by which run and when, and where the order was then. */
    record Waiting(Asked asked, long run, Instant since, String place) {}

    private record Move(String order, String from, String to) {}

    final Map<String, OrderFacts> orders = new TreeMap<>();
    final Map<String, AccountFacts> accounts = new TreeMap<>();
    final Map<String, String> organizations = new TreeMap<>();
    final Set<String> grants = new HashSet<>();
    final Map<String, String> places = new TreeMap<>();
    final List<Waiting> waiting = new ArrayList<>();
    private final Map<Long, List<Move>> moves = new HashMap<>();
    private final Map<String, Long> lastMovedBy = new HashMap<>();
    private final Map<String, Long> lastAskedBy = new HashMap<>();

    /** Decides a file and returns the outcomes: {@code DEFERRED EXPORT_HOLD}. */
    List<String> decide(long run, Instant started, List<Asked> requests) {
        List<String> outcomes = new ArrayList<>();
        for (Asked asked : requests) {
            String before = places.getOrDefault(asked.order(), NOWHERE);
            String outcome = outcome(run, asked, List.of());
            if (outcome.startsWith("DEFERRED")) {
                waiting.add(new Waiting(asked, run, started, before));
            }
            if (isSeen(asked)) {
                lastAskedBy.put(asked.order(), run);
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /** Decides what waits again, in the order in which it came. */
    List<String> retry(long run, Instant expiresBefore) {
        List<String> outcomes = new ArrayList<>();
        List<Waiting> still = new ArrayList<>();
        for (Waiting each : waiting) {
            List<String> since = new ArrayList<>();
            boolean moved = !each.place().equals(places.get(each.asked().order()));
            if (moved || lastAskedBy.getOrDefault(each.asked().order(), 0L) > each.run()) {
                since.add("SUPERSEDED");
            }
            if (each.since().isBefore(expiresBefore)) {
                since.add("EXPIRED");
            }
            String outcome = outcome(run, each.asked(), since);
            if (outcome.startsWith("DEFERRED")) {
                still.add(each);
            }
            outcomes.add(outcome);
        }
        waiting.clear();
        waiting.addAll(still);
        return outcomes;
    }

    /** Takes back what a run has moved and nobody since. */
    List<String> undo(long run, long undone) {
        return List.copyOf(moves.getOrDefault(undone, List.of())).stream()
                .map(move -> takeBack(run, undone, move))
                .toList();
    }

    private String takeBack(long run, long undone, Move move) {
        String place = places.getOrDefault(move.order(), NOWHERE);
        if (place.equals(move.from())) {
            return "UNCHANGED";
        } else if (orderFacts(move.order()).status().equals("CANCELLED")) {
            return "REJECTED ORDER_CANCELLED";
        } else if (!place.equals(move.to()) || lastMovedBy.getOrDefault(move.order(), 0L) != undone) {
            return "REJECTED CURRENT_ACCOUNT_DIFFERS";
        }
        move(run, move.order(), move.from());
        return "ASSIGNED";
    }

    private String outcome(long run, Asked asked, List<String> since) {
        boolean seen = isSeen(asked);
        boolean known = accounts.containsKey(asked.account());
        if (seen && asked.place().equals(places.get(asked.order()))) {
            return "UNCHANGED";
        }
        List<String> fix = new ArrayList<>(seen ? againstOrder(asked) : List.of("ORDER_NOT_FOUND"));
        String status = known ? accountFacts(asked.account()).status() : "";
        addIf(fix, !known, "ACCOUNT_NOT_FOUND");
        addIf(fix, known && !Set.of("ACTIVE", "PENDING").contains(status), "ACCOUNT_NOT_ACTIVE");
        since.stream().filter(code -> seen || code.equals("EXPIRED")).forEach(fix::add);
        List<String> all = new ArrayList<>(fix);
        if (seen) {
            all.addAll(waitsFor(orderFacts(asked.order())));
        }
        addIf(all, status.equals("PENDING"), "ACCOUNT_PENDING");
        if (all.isEmpty()) {
            move(run, asked.order(), asked.place());
            return "ASSIGNED";
        }
        return (fix.isEmpty() ? "DEFERRED " : "REJECTED ") + String.join(";", all);
    }

    private List<String> againstOrder(Asked asked) {
        OrderFacts order = orderFacts(asked.order());
        String account = accountOf(places.getOrDefault(asked.order(), NOWHERE));
        String owner = account.equals(NOWHERE) ? "" : accountFacts(account).owner();
        String acting = organizations.getOrDefault(asked.requester(), "");
        List<String> reasons = new ArrayList<>();
        addIf(reasons, order.status().equals("CANCELLED"), "ORDER_CANCELLED");
        addIf(reasons, !Set.of("STANDARD", "SUBSCRIPTION").contains(order.kind()), "ORDER_KIND_NOT_ASSIGNABLE");
        addIf(reasons, order.exportStatus().equals("DENIED"), "EXPORT_DENIED");
        boolean elsewhere =
                !asked.expectedAccount().isEmpty() && !asked.expectedAccount().equalsIgnoreCase(account);
        addIf(reasons, elsewhere, "CURRENT_ACCOUNT_DIFFERS");
        boolean ownersOwn = owner.equals(acting.equals(VENDOR) ? order.partner() : acting);
        addIf(reasons, !owner.isEmpty() && !ownersOwn, "HOLDING_ACCOUNT_NOT_YOURS");
        boolean changesCustomers = !account.equals(NOWHERE)
                && owner.isEmpty()
                && accounts.containsKey(asked.account())
                && !account.equals(asked.account());
        addIf(reasons, changesCustomers && !asked.justified(), "JUSTIFICATION_REQUIRED");
        return reasons;
    }

    private static List<String> waitsFor(OrderFacts order) {
        List<String> reasons = new ArrayList<>();
        boolean shipped = Set.of("SHIPPED", "ACTIVATED", "CLOSED").contains(order.status());
        addIf(reasons, !shipped && !order.status().equals("CANCELLED"), "ORDER_NOT_SHIPPED");
        addIf(reasons, isHeld(order), "EXPORT_HOLD");
        return reasons;
    }

    static boolean isHeld(OrderFacts order) {
        return !Set.of("NONE", "CLEARED", "DENIED").contains(order.exportStatus());
    }

    private boolean isSeen(Asked asked) {
        if (!orders.containsKey(asked.order())) {
            return false;
        }
        String acting = organizations.getOrDefault(asked.requester(), "");
        return acting.equals(VENDOR)
                || acting.equals(orderFacts(asked.order()).partner())
                || grants.contains(asked.order() + " " + asked.requester());
    }

    private void move(long run, String order, String to) {
        String from = places.getOrDefault(order, NOWHERE);
        moves.computeIfAbsent(run, none -> new ArrayList<>()).add(new Move(order, from, to));
        places.put(order, to);
        lastMovedBy.put(order, run);
    }

    OrderFacts orderFacts(String order) {
        return known(orders, order);
    }

    AccountFacts accountFacts(String account) {
        return known(accounts, account);
    }

    private static <T> T known(Map<String, T> facts, String key) {
        T found = facts.get(key);
        if (found == null) {
            throw new IllegalArgumentException(key);
        }
        return found;
    }

    private static String accountOf(String place) {
        return place.split(" / ", 2)[0];
    }

    private static void addIf(List<String> reasons, boolean applies, String reason) {
        if (applies) {
            reasons.add(reason);
        }
    }
}
