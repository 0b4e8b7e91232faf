package io.handover.races;

import io.handover.races.Chunk.RequestNumber;
import io.handover.races.History.OrderThen;
import io.handover.races.History.Place;
import io.handover.races.Timeline.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the changes of an order against the moves that the ledger tells of. They form one chain: each change starts
 * from what the one before has left, each move of a run is one of them and no run has moved the order otherwise. So the
 * place where an order ends up is that of its runs carried out one after the other, in the order of the chain. That
 * holds order by order and not for the files as wholes, since the chunks of different runs go on side by side.
 */
final class ChainCheck {
    private final Map<Long, Chunk> chunks;
    private final Map<MoveOf, Decided> moves = new HashMap<>();

    private record MoveOf(long transaction, long order) {}

    ChainCheck(List<Chunk> chunks, Map<RequestNumber, Chunk> byRequest, List<Decided> all) {
        this.chunks = chunks.stream().collect(Collectors.toMap(Chunk::transaction, chunk -> chunk));
        for (Decided decided : all) {
            if (decided.moved()) {
                long transaction =
                        Objects.requireNonNull(byRequest.get(decided.number())).transaction();
                Decided other = moves.put(
                        new MoveOf(
                                transaction,
                                Objects.requireNonNull(decided.asked().order())),
                        decided);
                if (other != null) {
                    throw new AssertionError("one move, two outcomes: " + other + ", " + decided);
                }
            }
        }
    }

    /** Returns what is wrong with an order's changes; null for nothing. Takes the moves that it finds off its list. */
    @Nullable
    String fault(long order, List<Version<OrderThen>> versions, OrderThen now) {
        for (int at = 1; at < versions.size(); at++) {
            String fault = fault(order, versions.get(at - 1).now(), versions.get(at));
            if (fault != null) {
                return "order %d: %s: %s, then %s".formatted(order, fault, versions.get(at - 1), versions.get(at));
            }
        }
        OrderThen last = versions.get(versions.size() - 1).now();
        return last.equals(now) ? null : "order %d is %s, but was left as %s".formatted(order, now, last);
    }

    /** Returns moves that the ledger has and no order made. */
    Map<?, Decided> movesNotMade() {
        return moves;
    }

    private @Nullable String fault(long order, OrderThen before, Version<OrderThen> change) {
        OrderThen after = change.now();
        Chunk chunk = chunks.get(change.transaction());
        if (chunk != null) {
            Decided move = moves.remove(new MoveOf(change.transaction(), order));
            OrderThen moved = move == null ? null : moved(before, move.asked().destination(), chunk.run());
            return after.equals(moved) && move != null && Objects.equals(move.from(), before.place())
                    ? null
                    : "not the move of the ledger, " + move;
        }
        if (change.byHand()) {
            return null;
        }
        boolean feedMayPlace = before.run() == null;
        boolean placed = !Objects.equals(before.place(), after.place());
        return after.version() == before.version() + 1
                        && Objects.equals(before.run(), after.run())
                        && (feedMayPlace || !placed)
                ? null
                : "not what a feed may do";
    }

    private static OrderThen moved(OrderThen order, @Nullable Place place, long run) {
        return new OrderThen(
                order.kind(), order.status(), order.exportStatus(), order.partner(), place, order.version() + 1, run);
    }
}
