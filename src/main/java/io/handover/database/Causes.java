package io.handover.database;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What lies behind a failure: itself first, then what caused it, and so on. */
public final class Causes {
    private Causes() {}

    /** Each once: some say of themselves, by a detour, that they caused themselves. */
    static Stream<Throwable> of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).takeWhile(seen::add);
    }

    /** Returns the first cause of a kind among those of several failures. */
    public static <T extends Throwable> Optional<T> find(Class<T> kind, Collection<Throwable> failures) {
        return failures.stream()
                .flatMap(Causes::of)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** Returns how many causes stand behind the failure: of several failures, the deepest says most. */
    public static long depth(Throwable failure) {
        return of(failure).count();
    }
}
