package io.handover.notify;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to be told about a run.
 *
 * @param id by which a receiver knows a message that comes a second time
 * @param event the word of an {@link Event}
 * @param channel name of the one that it goes out by
 * @param recipient address of a requester; blank for whoever is configured when it is delivered
 * @param subject blank where the channel has none
 * @param attempts how often it was tried in vain
 */
record Message(
        UUID id,
        long run,
        String event,
        String channel,
        String recipient,
        String subject,
        String body,
        Instant created,
        int attempts) {

    static Message about(
            long run, Event event, String channel, String recipient, String subject, String body, Instant created) {
        return new Message(UUID.randomUUID(), run, event.word(), channel, recipient, subject, body, created, 0);
    }
}
