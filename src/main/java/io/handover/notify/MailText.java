package io.handover.notify;

import io.handover.assignment.Outcome.Status;
import io.handover.assignment.Reason;
import io.handover.assignment.Text;
import io.handover.ledger.Counts;
import io.handover.ledger.Run;
import io.handover.report.Advice;
import io.handover.report.ShownName;
import java.util.Locale;
import java.util.stream.Collectors;

/** What mails say. */
final class MailText {
    /** In code points: a field may hold thousands. */
    private static final int ORDER_NUMBER_SHOWN = 64;

    private MailText() {}

    static String subject(Run run) {
        return "Handover: run %d of %s %s"
                .formatted(
                        run.id(),
                        ShownName.of(run.inputName()),
                        run.status().name().toLowerCase(Locale.ROOT));
    }

    static String subject(Run run, Counts counts) {
        return subject(run)
                + (counts.anyRefused()
                        ? String.format(
                                Locale.ROOT,
                                ", %,d of %,d not carried out",
                                counts.deferred() + counts.rejected(),
                                counts.read())
                        : "");
    }

    /** What to tell of a run that has decided nothing, or not all. */
    static String ofUnfinished(Run run) {
        String after = run.status() == Run.Status.REFUSED
                ? "Nothing was applied."
                : "What it has done is kept; resume " + run.id() + " takes it up where it ended.";
        return "Run %d (%s) of %s: %s\n\n%s\n\n%s\n"
                .formatted(
                        run.id(),
                        run.mode().word(),
                        ShownName.of(run.inputName()),
                        run.status(),
                        run.cause() == null ? "" : run.cause(),
                        after);
    }

    static String ofOwn(Run run, OwnRequests.Answer answer) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
            Run %d of %s has decided requests of yours.

              assigned   %,9d
              unchanged  %,9d
              deferred   %,9d
              rejected   %,9d
            """,
                run.id(),
                ShownName.of(run.inputName()),
                answer.count(Status.ASSIGNED),
                answer.count(Status.UNCHANGED),
                answer.count(Status.DEFERRED),
                answer.count(Status.REJECTED)));
        answer.refused().forEach(refused -> text.append(of(refused)));
        int more = answer.count(Status.DEFERRED)
                + answer.count(Status.REJECTED)
                - answer.refused().size();
        if (more > 0) {
            text.append(String.format(Locale.ROOT, """

            And %,d more, which the run's rejection report lists.
            """, more));
        }
        return text.toString();
    }

    private static String of(OwnRequests.Refused refused) {
        return """

            %s: %s, %s
              %s
              %s
            """.formatted(
                        Text.excerpt(refused.orderNumber(), ORDER_NUMBER_SHOWN),
                        refused.status(),
                        refused.reasons().stream().map(Reason::name).collect(Collectors.joining(", ")),
                        refused.message(),
                        Advice.on(refused.reasons()));
    }
}
