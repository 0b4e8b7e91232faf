package io.handover.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The messages that wait to be delivered, and those that were. */
@Repository
class Outbox {
    private static final String ADD = """
            INSERT INTO outbox (id, run_id, event, channel, recipient, subject, body, created, next_attempt)
            VALUES (:id, :run, :event, :channel, :recipient, :subject, :body, :created, :created)
            """;

    private static final String CLAIM = """
            SELECT *
            FROM outbox
            WHERE next_attempt <= :now
              AND channel = :channel
            ORDER BY next_attempt, run_id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELIVERED = """
            UPDATE outbox
            SET attempts = attempts + 1, delivered = :now, next_attempt = NULL, last_error = NULL
            WHERE id = :id
            """;

    private static final String FAILED = """
            UPDATE outbox
            SET attempts = attempts + 1, next_attempt = :next, last_error = :error
            WHERE id = :id
            """;

    private final JdbcClient database;

    Outbox(JdbcClient database) {
        this.database = database;
    }

    /** Adds a message, which is delivered only if the caller's transaction commits. */
    void add(Message message) {
        database.sql(ADD)
                .param("id", message.id())
                .param("run", message.run())
                .param("event", message.event())
                .param("channel", message.channel())
                .param("recipient", message.recipient())
                .param("subject", message.subject())
                .param("body", message.body())
                .param("created", inUtc(message.created()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Returns a message whose time has come, and keeps it from others until the caller's transaction ends. */
    Optional<Message> claim(String channel, Instant now) {
        return database.sql(CLAIM)
                .param("channel", channel)
                .param("now", inUtc(now), Types.TIMESTAMP_WITH_TIMEZONE)
                .query(Outbox::read)
                .optional();
    }

    void delivered(Message message, Instant now) {
        database.sql(DELIVERED)
                .param("id", message.id())
                .param("now", inUtc(now), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** @param next when it shall be tried again; null for not again */
    void failed(Message message, @Nullable Instant next, String error) {
        database.sql(FAILED)
                .param("id", message.id())
                .param("next", next == null ? null : inUtc(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("error", error)
                .update();
    }

    private static OffsetDateTime inUtc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Message read(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getLong("run_id"),
                row.getString("event"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                row.getTimestamp("created").toInstant(),
                row.getInt("attempts"));
    }
}
