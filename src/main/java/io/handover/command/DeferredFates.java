package io.handover.command;

import io.handover.assignment.Text;
import io.handover.ledger.DeferredFate;
import io.handover.ledger.DeferredRequests;
import io.handover.ledger.Run;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What has become of the requests that a run deferred.
 *
 * @param first those that are told of, in the order of the run's input
 * @param kept how many there are
 * @param pruned of how many it is not kept any more
 */
record DeferredFates(List<DeferredFate> first, int kept, int pruned) {
    /** A line each; {@code --json} tells of all. */
    private static final int SHOWN = 20;
    /** In code points: a number that is longer is cut off on a terminal. */
    private static final int LENGTH = 100;

    /** @param deferred how many requests the run has deferred */
    static DeferredFates of(Run run, int deferred, DeferredRequests requests) {
        if (deferred == 0 || run.mode() != Run.Mode.APPLY || run.retries()) {
            return new DeferredFates(List.of(), 0, 0);
        }
        int kept = requests.kept(run.id());
        return new DeferredFates(requests.fates(run.id(), SHOWN, Stream::toList), kept, deferred - kept);
    }

    String inWords() {
        StringBuilder text = new StringBuilder();
        if (kept + pruned > 0) {
            text.append(String.format("What became of the deferred:%n"));
        }
        first.forEach(fate -> text.append(inWords(fate)));
        if (kept > first.size()) {
            text.append(String.format(Locale.ROOT, "  and %,d more; --json tells of all%n", kept - first.size()));
        }
        if (pruned > 0) {
            text.append(String.format(Locale.ROOT, "  of %,d it is not kept any more%n", pruned));
        }
        return text.toString();
    }

    private static String inWords(DeferredFate fate) {
        return String.format(
                Locale.ROOT,
                "  line %d, order %s: %s%s, %s by run %d, %s%n",
                fate.line(),
                Text.excerpt(fate.orderNumber(), LENGTH),
                fate.state(),
                fate.codes().isEmpty() ? "" : " " + String.join(";", fate.codes()),
                fate.state().equals(DeferredFate.WAITING) ? "last deferred" : "ended",
                fate.run(),
                fate.decided().truncatedTo(ChronoUnit.SECONDS));
    }
}
