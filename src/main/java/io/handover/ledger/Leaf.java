package io.handover.ledger;

import io.handover.assignment.Account;
import io.handover.assignment.Order;
import io.handover.assignment.Place;
import io.handover.assignment.Reason;
import io.handover.assignment.VirtualAccount;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An outcome in words, as a leaf of its run's Merkle tree: run, record and line as eight bytes each, then texts, each
 * with its length in bytes before it as four, -1 for null. {@code V008__matches_hold_what_decides.sql} makes the same.
 */
final class Leaf {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 10);

    /** Returns the hash of the leaf, 32 bytes. */
    byte[] hash(long run, Entry entry) {
        bytes.clear();
        bytes.putLong(run).putLong(entry.record()).putLong(entry.line());
        put(entry.request().requester());
        put(nullIfBlank(entry.reference()));
        put(nullIfBlank(entry.request().justification()));
        put(nullIfBlank(entry.request().caseNumber()));
        put(entry.outcome().status().name());
        put(codes(entry));
        put(entry.outcome().message());
        Order order = entry.order();
        put(order == null ? null : order.number());
        Place from = entry.from();
        putPlace(from == null ? null : from.account(), from == null ? null : from.virtualAccount());
        putPlace(entry.toAccount(), entry.toVirtualAccount());
        return MerkleTree.hashOfLeaf(bytes.flip());
    }

    static @Nullable String nullIfBlank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String codes(Entry entry) {
        return entry.outcome().reasons().isEmpty()
                ? null
                : entry.outcome().reasons().stream().map(Reason::name).collect(Collectors.joining(";"));
    }

    private void putPlace(@Nullable Account account, @Nullable VirtualAccount virtualAccount) {
        put(account == null ? null : account.domain());
        put(virtualAccount == null ? null : virtualAccount.name());
    }

    private void put(@Nullable String text) {
        byte @Nullable [] utf8 = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        int length = utf8 == null ? 0 : utf8.length;
        if (bytes.remaining() < Integer.BYTES + length) {
            bytes = ByteBuffer.allocate(2 * bytes.capacity() + length).put(bytes.flip());
        }
        if (utf8 == null) {
            bytes.putInt(-1);
        } else {
            bytes.putInt(length).put(utf8);
        }
    }
}
