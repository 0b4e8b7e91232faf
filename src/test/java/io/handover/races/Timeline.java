package io.handover.races;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions that rows of one table have had, oldest first; each row's own versions stand in the order of commits. */
final class Timeline<K, T> {
    private final Map<K, List<Version<T>>> versions = new HashMap<>();

    /**
     * What a transaction has made of a row.
     *
     * @param byHand whether that was a statement by hand, and not Handover
     * @param state null for deleted
     */
    record Version<T>(
            long transaction, boolean byHand, @Nullable T state) {
        /** Returns the row, which must not be deleted. */
        T now() {
            return Objects.requireNonNull(state);
        }
    }

    void add(K key, Version<T> version) {
        versions.computeIfAbsent(key, unknown -> new ArrayList<>()).add(version);
    }

    Set<K> keys() {
        return versions.keySet();
    }

    List<Version<T>> of(K key) {
        return versions.getOrDefault(key, List.of());
    }

    /** Returns the row as a snapshot shows it; null for none. */
    @Nullable
    T at(@Nullable K key, Snapshot snapshot) {
        List<Version<T>> all = key == null ? List.of() : of(key);
        for (int at = all.size() - 1; at >= 0; at--) {
            if (snapshot.sees(all.get(at).transaction())) {
                return all.get(at).state();
            }
        }
        return null;
    }
}
