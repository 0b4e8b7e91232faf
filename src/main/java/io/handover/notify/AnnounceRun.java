package io.handover.notify;

import io.handover.ledger.Counts;
import io.handover.ledger.Run;
import io.handover.ledger.Run.Mode;
import io.handover.ledger.Run.Status;
import io.handover.ledger.Runs;
import io.handover.ledger.Tallies;
import io.handover.notify.Subscriptions.Subscription;
import io.handover.report.Json;
import io.handover.report.Reports;
import io.handover.report.Summary;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Puts into the outbox what there is to tell of a run, within the transaction that ends it: to the operator, by mail and
 * by webhook, and to requesters who have asked for it, of their own requests. Of a preview nobody is told.
 */
@Component
public class AnnounceRun {
    private final Runs runs;
    private final Tallies tallies;
    private final NotifySettings settings;
    private final MailChannel mail;
    private final WebhookChannel webhook;
    private final Subscriptions subscriptions;
    private final OwnRequests ownRequests;
    private final Outbox outbox;
    private final Clock clock;

    AnnounceRun(
            Runs runs,
            Tallies tallies,
            NotifySettings settings,
            MailChannel mail,
            WebhookChannel webhook,
            Subscriptions subscriptions,
            OwnRequests ownRequests,
            Outbox outbox,
            Clock clock) {
        this.runs = runs;
        this.tallies = tallies;
        this.settings = settings;
        this.mail = mail;
        this.webhook = webhook;
        this.subscriptions = subscriptions;
        this.ownRequests = ownRequests;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Announces a run whose requests are all decided and reported, within the caller's transaction. */
    public void over(long number, Reports reports) {
        Run run = runs.get(number);
        if (run.mode() == Mode.PREVIEW && !run.withheld()) {
            return;
        }
        Counts counts = tallies.of(number);
        Summary summary = Summary.of(run, counts, reports);
        Event event = Event.of(run);
        tellOperator(run, MailText.subject(run, counts), summary.inWords(), id -> Notice.of(id, summary, event));
        if (event == Event.COMPLETED && mail.isConfigured()) {
            tellRequesters(run);
        }
    }

    /** Announces a run that was refused or has failed, within the caller's transaction. */
    public void unfinished(long number) {
        Run run = runs.get(number);
        boolean takenOver = run.status() != Status.REFUSED && run.status() != Status.FAILED;
        if (takenOver || run.mode() == Mode.PREVIEW) {
            return;
        }
        tellOperator(run, MailText.subject(run), MailText.ofUnfinished(run), id -> Notice.of(id, run, Event.of(run)));
    }

    private void tellOperator(Run run, String subject, String text, Function<UUID, Notice> notice) {
        Event event = Event.of(run);
        if (settings.has(NotifySettings.MAIL_TO)) {
            outbox.add(Message.about(run.id(), event, MailChannel.NAME, "", subject, text, clock.instant()));
        }
        if (webhook.isConfigured()) {
            UUID id = UUID.randomUUID();
            outbox.add(new Message(
                    id,
                    run.id(),
                    event.word(),
                    WebhookChannel.NAME,
                    "",
                    "",
                    Json.inOneLine(notice.apply(id)),
                    clock.instant(),
                    0));
        }
    }

    private void tellRequesters(Run run) {
        Set<String> wanted =
                subscriptions.wanted().stream().map(Subscription::email).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            return;
        }
        ownRequests
                .of(run, wanted)
                .forEach(answer -> outbox.add(Message.about(
                        run.id(),
                        Event.COMPLETED,
                        MailChannel.NAME,
                        answer.email(),
                        "Handover: your requests in run " + run.id(),
                        MailText.ofOwn(run, answer),
                        clock.instant())));
    }
}
