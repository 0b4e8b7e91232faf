package io.handover.notify;

import io.handover.assignment.Request;
import io.handover.assignment.Text;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The requesters who want to be told what became of their own requests. */
@Repository
public class Subscriptions {
    private static final String SET = """
            INSERT INTO subscriptions (email, wanted, changed)
            VALUES (:email, :wanted, :now)
            ON CONFLICT (email) DO UPDATE
            SET wanted = excluded.wanted, changed = excluded.changed
            WHERE subscriptions.wanted <> excluded.wanted
            """;

    private static final String WANTED = """
            SELECT email, changed
            FROM subscriptions
            WHERE wanted
            ORDER BY email
            """;

    private final JdbcClient database;
    private final Clock clock;

    Subscriptions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Somebody who wants to be told.
     *
     * @param email folded
     */
    public record Subscription(String email, Instant since) {}

    /**
     * Whether mail can be sent there and the address can stand in a request. Some addresses that a request may hold
     * have no mail: those with more than one line, or with characters that a mail's header does not take.
     */
    public static boolean isAddress(String email) {
        return Request.isEmailAddress(Text.strip(email))
                && email.chars().noneMatch(each -> ",;<>()[]\"\\".indexOf(each) >= 0);
    }

    /** Tells a requester from now on, or no more. */
    public void set(String email, boolean wanted) {
        database.sql(SET)
                .param("email", Text.fold(email))
                .param("wanted", wanted)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Returns who wants to be told. */
    public List<Subscription> wanted() {
        return database.sql(WANTED)
                .query((row, number) -> new Subscription(
                        row.getString("email"), row.getTimestamp("changed").toInstant()))
                .list();
    }
}
