package io.handover.ledger.audit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the source system's picture and Handover's compare.
 *
 * @param read orders in their file
 * @param agreed those of them that Handover has at the same place
 * @param findings how many orders there are of each kind, in the order of the kinds
 */
public record Reconciliation(long read, long agreed, Map<FindingKind, Long> findings) {
    public Reconciliation {
        findings = Collections.unmodifiableMap(new EnumMap<>(findings));
        long inTheirs = findings.entrySet().stream()
                .filter(each -> each.getKey() != FindingKind.NOT_IN_FEED)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (agreed < 0 || read != agreed + inTheirs) {
            throw new IllegalArgumentException("%d orders are not %d and %s".formatted(read, agreed, findings));
        }
    }

    static Reconciliation of(long read, Map<FindingKind, Long> findings) {
        long inTheirs = total(findings) - findings.getOrDefault(FindingKind.NOT_IN_FEED, 0L);
        return new Reconciliation(read, read - inTheirs, findings);
    }

    /** Returns how many orders there is something to say of. */
    public long total() {
        return total(findings);
    }

    private static long total(Map<FindingKind, Long> findings) {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }
}
