package io.handover.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers what is in the outbox, each message at least once. A message is locked while it is on its way, so that no two
 * processes send it at once, and its row tells what came of that. It may arrive twice when the process ends between; so
 * it has an id.
 */
@Component
public class DeliverMessages {
    static final int ATTEMPTS = 12;

    private static final Logger LOG = LoggerFactory.getLogger(DeliverMessages.class);

    /** Lines of the log carry it. */
    private static final String RUN = "run";

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    /** One after the other: then it is the channel and not the message, and the rest waits for the next command. */
    private static final int FAILURES_IN_A_ROW = 3;

    private static final Duration LONGEST_PASS = Duration.ofMinutes(2);

    private final Outbox outbox;
    private final List<Channel> channels;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeliverMessages(Outbox outbox, List<Channel> channels, PlatformTransactionManager transactions, Clock clock) {
        this.outbox = outbox;
        this.channels = channels;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Delivers what can be delivered now. What cannot stays for the next command; that is logged, and never thrown. */
    public void deliver() {
        try {
            channels.stream().filter(Channel::isConfigured).forEach(this::deliver);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Messages about runs wait for the next command, because the database cannot be asked for them now.");
        }
    }

    private void deliver(Channel channel) {
        Instant now = clock.instant();
        long begun = System.nanoTime();
        int failures = 0;
        while (failures < FAILURES_IN_A_ROW && System.nanoTime() - begun < LONGEST_PASS.toNanos()) {
            Optional<Boolean> delivered = transactions.execute(begunToo -> deliverNext(channel, now));
            if (delivered.isEmpty()) {
                return;
            }
            failures = delivered.get() ? 0 : failures + 1;
        }
    }

    /** Returns whether the next message was delivered; nothing when there is none. */
    private Optional<Boolean> deliverNext(Channel channel, Instant now) {
        return outbox.claim(channel.name(), now).map(message -> deliver(channel, message));
    }

    private boolean deliver(Channel channel, Message message) {
        String runBefore = MDC.get(RUN);
        MDC.put(RUN, Long.toString(message.run()));
        try {
            channel.send(message);
            outbox.delivered(message, clock.instant());
            return true;
        } catch (Undelivered failure) {
            Instant next = next(message);
            outbox.failed(message, next, failure.why());
            LOG.warn(
                    "The {} about run {} was not delivered ({}); {}.",
                    channel.name(),
                    message.run(),
                    failure.why(),
                    next == null
                            ? "after " + ATTEMPTS + " attempts it is given up"
                            : "it waits for the next command that decides requests after " + next);
            return false;
        } finally {
            MDC.put(RUN, runBefore);
        }
    }

    /** Returns when to try again after one more failure; null for never. */
    private @Nullable Instant next(Message message) {
        if (message.attempts() + 1 >= ATTEMPTS) {
            return null;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << message.attempts());
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
