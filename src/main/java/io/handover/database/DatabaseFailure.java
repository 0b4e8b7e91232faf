package io.handover.database;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** What exceptions of driver, pool, Spring and Flyway say of the database, in words for users. */
final class DatabaseFailure {
    /** What the pool says with no state when a connection was lost under its user. */
    static final String CLOSED = "Connection is closed";

    private DatabaseFailure() {}

    /** Returns the words for one exception, its causes left out, or nothing when it does not speak of the database. */
    static Optional<String> describe(Throwable failure, String database) {
        if (failure instanceof SQLException refused && refused.getSQLState() != null) {
            return describe(refused, refused.getSQLState(), database);
        } else if (failure instanceof SQLTransientConnectionException) {
            return Optional.of("The %s gave no free connection in time. Try again later.".formatted(database));
        } else if (failure instanceof CannotGetJdbcConnectionException || CLOSED.equals(failure.getMessage())) {
            return Optional.of("The connection to the %s is lost (%s).".formatted(database, reason(failure)));
        } else if (failure instanceof FlywayException) {
            return Optional.of("The %s cannot be migrated (%s).".formatted(database, reason(failure)));
        }
        return Optional.empty();
    }

    /** The states are PostgreSQL's: <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">list</a>. */
    private static Optional<String> describe(SQLException failure, String state, String database) {
        String form = null;
        if (state.startsWith("08")) {
            form = "Cannot reach the %s (%s). Check that the server is running and that its address is right.";
        } else if (state.startsWith("28")) {
            form = "The %s does not let Handover in (%s). Check user and password.";
        } else if (state.startsWith("3D")) {
            form = "There is no %s (%s). Create it, or correct its name in HANDOVER_DATABASE_URL.";
        } else if (state.startsWith("57P")) {
            form = "The %s is being started or stopped (%s). Try again in a moment.";
        } else if (state.equals("53300")) {
            form = "The %s accepts no more connections (%s). Try again later.";
        }
        return Optional.ofNullable(form).map(words -> words.formatted(database, reason(failure)));
    }

    /** Returns what the innermost cause says, in one line. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof UnknownHostException) {
            return "unknown host " + innermost.getMessage();
        }
        String message = String.valueOf(innermost.getMessage()).strip();
        return message.lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
    }
}
