package io.handover.database;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** What exceptions of driver, pool, Spring and Flyway say of the database, in words for users. */
final class DatabaseFailure {
    /** What the pool says with no state when a connection was lost under its user. */
    static final String CLOSED = "Connection is closed";

    private static final int STATE_LENGTH = 5;
    private static final int CLASS_LENGTH = 2;

    /** By state, or by class of states for those that are not listed: what is the matter, and what to do about it. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry(
                    "08", "Cannot reach the %s (%s). Check that the server is running and that its address is right."),
            Map.entry(
                    "25006",
                    "The %s allows no changes (%s). Have its administrator allow them, or name in HANDOVER_DATABASE_URL a server that does."),
            Map.entry("28", "The %s does not let Handover in (%s). Check user and password."),
            Map.entry("3D", "There is no %s (%s). Create it, or correct its name in HANDOVER_DATABASE_URL."),
            Map.entry(
                    "40",
                    "Others stood in Handover's way in the %s again and again (%s). Try again when less is going on there."),
            Map.entry("53", "The %s is short of something that it needs (%s). Tell its administrator."),
            Map.entry("53100", "The disk of the %s is full (%s). Make room there, then try again."),
            Map.entry(
                    "53200",
                    "The %s has run out of memory (%s). Try again when less is going on there, or have its administrator give it more."),
            Map.entry(
                    "53300",
                    "The %s accepts no more connections (%s). Try again when others have ended theirs, with fewer --workers, or have its administrator allow more."),
            Map.entry(
                    "55P03",
                    "Somebody else keeps locked what Handover needs in the %s (%s). Try again when they are done."),
            Map.entry("57014", "The %s was told to give up what Handover asked of it (%s). Try again later."),
            Map.entry("57P01", "The %s ended the connection (%s). Try again in a moment."),
            Map.entry("57P02", "The %s is being started or stopped (%s). Try again in a moment."),
            Map.entry("57P03", "The %s is being started or stopped (%s). Try again in a moment."),
            Map.entry("57P05", "The %s ended the connection (%s). Try again in a moment."),
            Map.entry("58", "The %s cannot read or write its files (%s). Tell its administrator."));

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
        String form = FORMS.get(state);
        if (form == null && state.length() == STATE_LENGTH) {
            form = FORMS.get(state.substring(0, CLASS_LENGTH));
        }
        return Optional.ofNullable(form).map(words -> words.formatted(database, reason(failure)));
    }

    /** Returns what the innermost cause says, in one line. */
    static String reason(Throwable failure) {
        Throwable innermost = Causes.of(failure).reduce((outer, inner) -> inner).orElse(failure);
        if (innermost instanceof UnknownHostException) {
            return "unknown host " + innermost.getMessage();
        }
        String message = String.valueOf(innermost.getMessage()).strip();
        return message.lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
    }
}
