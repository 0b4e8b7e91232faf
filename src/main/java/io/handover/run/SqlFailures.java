package io.handover.run;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the causes of a failure tell. */
final class SqlFailures {
    /** Two transactions stood in each other's way and one was given up: it can only be tried again as a whole. */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

    private SqlFailures() {}

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Whether the same work can succeed when it is begun again. */
    static boolean isTransient(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException sql && TRANSIENT.contains(sql.getSQLState()));
    }

    /** Returns how many causes stand behind the failure: of several failures, the deepest says most. */
    static long depth(Throwable failure) {
        return causes(failure).count();
    }
}
