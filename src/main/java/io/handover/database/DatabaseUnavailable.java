package io.handover.database;

import java.util.Optional;

/**
 * The database cannot be worked with: it is not there, does not let Handover in, or is of the wrong version. The message
 * is for users: a sentence or two, never with a password. The command line ends with exit status 69.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message) {
        super(message);
    }

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns what a failure says of the database, however deep it lies; nothing when the failure is of another kind. */
    public static Optional<DatabaseUnavailable> in(Throwable failure) {
        return in(failure, "database");
    }

    /** As {@link #in(Throwable)}, with the database's name for the message. Of several causes, the first one tells. */
    static Optional<DatabaseUnavailable> in(Throwable failure, String database) {
        String told = null;
        for (Throwable cause : Causes.of(failure).toList()) {
            if (cause instanceof DatabaseUnavailable found) {
                return Optional.of(found);
            }
            told = DatabaseFailure.describe(cause, database).orElse(told);
        }
        return Optional.ofNullable(told).map(message -> new DatabaseUnavailable(message, failure));
    }
}
