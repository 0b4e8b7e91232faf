package io.handover.races;

import io.handover.races.History.Access;
import io.handover.races.History.AccountThen;
import io.handover.races.History.OrderThen;
import io.handover.races.History.Place;
import io.handover.races.Timeline.Version;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds each outcome against what the design says of the facts as its chunk could see them when it added the outcome:
 * after the look, so that a fact which changed between the look and that moment is found out, too.
 *
 * <p>Where an order is, is not among the facts that are held still. A move must start where the change before has left
 * the order; of an order that was not moved, the ledger must name a place where it was at some moment between the
 * beginning of the chunk and its end.
 */
record VerdictCheck(History history) {

    /** Returns what is wrong with an outcome; null for nothing. */
    @Nullable
    String fault(Decided decided, Chunk chunk) {
        Long order = decided.asked().order();
        if (order != null && !wasAt(history.orders.of(order), decided, chunk)) {
            return "%s: %s, but order %d was not at %s after %s and before %s; it was %s"
                    .formatted(
                            decided.number(),
                            decided.outcome(),
                            order,
                            decided.from(),
                            chunk.before(),
                            chunk.after(),
                            history.orders.of(order));
        }
        DesignVerdict verdict = verdict(decided, chunk);
        return verdict.inWords().equals(decided.outcome())
                ? null
                : "%s: %s, but by the design %s: %s"
                        .formatted(decided.number(), decided.outcome(), verdict.inWords(), verdict);
    }

    private DesignVerdict verdict(Decided decided, Chunk chunk) {
        DesignVerdict.Asked asked = decided.asked();
        OrderThen order = history.orders.at(asked.order(), chunk.after());
        Place from = decided.from();
        AccountThen current = history.accounts.at(from == null ? null : from.account(), chunk.after());
        Access access = asked.order() == null ? null : new Access(asked.order(), asked.requester());
        return new DesignVerdict(
                asked,
                history.people.at(asked.requester(), chunk.after()),
                order,
                from,
                current,
                Boolean.TRUE.equals(history.access.at(access, chunk.after())),
                history.accounts.at(asked.account(), chunk.after()));
    }

    private static boolean wasAt(List<Version<OrderThen>> versions, Decided decided, Chunk chunk) {
        for (int at = 0; at < versions.size(); at++) {
            Version<OrderThen> next = at + 1 < versions.size() ? versions.get(at + 1) : null;
            if (Objects.equals(versions.get(at).now().place(), decided.from())
                    && (decided.moved()
                            ? next != null && next.transaction() == chunk.transaction()
                            : couldBeSeen(versions.get(at), next, chunk))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement of the chunk can have seen this version of an order, which the next version ended. */
    private static boolean couldBeSeen(Version<OrderThen> version, @Nullable Version<OrderThen> next, Chunk chunk) {
        boolean begun = chunk.after().sees(version.transaction()) || version.transaction() == chunk.transaction();
        return begun && (next == null || !chunk.before().sees(next.transaction()));
    }
}
