package io.handover.database;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind a failure: itself first, then what caused it, and so on. */
public final class Causes {
    private Causes() {}

    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
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
