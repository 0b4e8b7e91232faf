package io.handover.run;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind the failures of a job. */
final class Causes {
    private Causes() {}

    private static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Returns the first cause of a kind among those of several failures. */
    static <T extends Throwable> Optional<T> find(Class<T> kind, Collection<Throwable> failures) {
        return failures.stream()
                .flatMap(Causes::of)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** Returns how many causes stand behind the failure: of several failures, the deepest says most. */
    static long depth(Throwable failure) {
        return of(failure).count();
    }
}
