package io.handover.ledger.audit;

import io.handover.assignment.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which outcomes an auditor asks for: those that meet all conditions, each of them with one of its values. An empty list
 * is no condition.
 *
 * @param from decided at this time or later
 * @param until decided before this time
 * @param orders as the request names them, or sales or web order numbers
 * @param accounts domains of accounts that orders came from or were to go to
 * @param partners of orders, by code, as they are now
 * @param requesters addresses, without case
 */
public record LedgerQuery(
        @Nullable Instant from,
        @Nullable Instant until,
        List<Long> runs,
        List<String> orders,
        List<String> accounts,
        List<String> partners,
        List<String> requesters,
        List<String> statuses,
        List<String> reasons) {

    /** Returns the query for all outcomes of some runs. */
    static LedgerQuery ofRuns(List<Long> runs) {
        List<String> any = List.of();
        return new LedgerQuery(null, null, runs, any, any, any, any, any, any);
    }

    /** Whether it takes some outcomes of a run and leaves others. */
    boolean choosesAmongOutcomes() {
        return !(from == null
                && until == null
                && orders.isEmpty()
                && accounts.isEmpty()
                && partners.isEmpty()
                && requesters.isEmpty()
                && statuses.isEmpty()
                && reasons.isEmpty());
    }

    /** Returns the conditions there are, by the names of the options that make them. */
    Map<String, List<String>> inWords() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        put(words, "from", from == null ? List.of() : List.of(from.toString()));
        put(words, "until", until == null ? List.of() : List.of(until.toString()));
        put(words, "run", runs.stream().map(String::valueOf).toList());
        put(words, "order", orders);
        put(words, "account", folded(accounts));
        put(words, "partner", partners);
        put(words, "requester", folded(requesters));
        put(words, "status", statuses);
        put(words, "reason", reasons);
        return words;
    }

    static List<String> folded(List<String> values) {
        return values.stream().map(Text::fold).toList();
    }

    private static void put(Map<String, List<String>> words, String name, List<String> values) {
        if (!values.isEmpty()) {
            words.put(name, values);
        }
    }
}
