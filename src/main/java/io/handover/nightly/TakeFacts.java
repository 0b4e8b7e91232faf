package io.handover.nightly;

import io.handover.csv.RefusedInput;
import io.handover.csv.RefusedInput.Problem;
import io.handover.facts.LoadFeeds;
import io.handover.facts.LoadedFacts;
import io.handover.nightly.PassSummary.FactsPart;
import io.handover.nightly.PassSummary.FactsState;
import io.handover.run.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The first part of a pass: what the world says. Feeds are taken all together or not at all; when they are wrong no
 * order moves, because nobody knows what else has changed.
 */
@Component
class TakeFacts {
    private final LoadFeeds feeds;

    TakeFacts(LoadFeeds feeds) {
        this.feeds = feeds;
    }

    void take(Arrivals arrived, Tonight tonight) throws IOException {
        Notes notes = tonight.notes();
        if (arrived.files().isEmpty()) {
            notes.facts(FactsPart.of(FactsState.NONE, null));
        } else if (!arrived.areAsTheyWere()) {
            await(arrived, notes);
        } else {
            load(arrived, tonight);
        }
    }

    private void load(Arrivals arrived, Tonight tonight) throws IOException {
        try {
            LoadedFacts loaded = feeds.load(tonight.home().feeds());
            tonight.notes().facts(new FactsPart(FactsState.LOADED, loaded, null));
            for (Path feed : arrived.files()) {
                putAway(feed, arrived, tonight);
            }
        } catch (RefusedInput refused) {
            if (arrived.areAsTheyWere()) {
                refuse(arrived, refused, tonight);
            } else {
                await(arrived, tonight.notes());
            }
        } catch (RuntimeException failed) {
            fail(Failure.of(failed), tonight.notes());
        }
    }

    /** What has come while the feeds were loaded is loaded by the next pass. */
    private static void putAway(Path feed, Arrivals arrived, Tonight tonight) throws IOException {
        if (!arrived.isAsItWas(feed)) {
            tonight.notes().left(feed, "was changed while it was loaded");
            return;
        }
        try {
            PutAway.into(tonight.home().archivedFeeds(tonight.date()), feed);
        } catch (IOException unmoved) {
            tonight.notes().failed(Arrivals.name(feed), PutAway.failure(unmoved));
        }
    }

    private static void await(Arrivals arrived, Notes notes) {
        notes.facts(FactsPart.of(FactsState.WAITING, "a feed was being written; the facts are those of before"));
        arrived.files().forEach(feed -> notes.left(feed, "waits until all feeds are whole"));
    }

    /**
     * All of them go to one folder, so that they can be mended and put back together. Those that are wrong go last: as
     * long as one of them is in the inbox, no pass takes the others without it.
     */
    private static void refuse(Arrivals arrived, RefusedInput refusal, Tonight tonight) {
        Failure cause = Failure.of(refusal);
        Notes notes = tonight.notes();
        notes.facts(FactsPart.of(FactsState.REFUSED, cause.message()));
        notes.halt("waits for the next pass, because the facts were refused");
        Path folder = PutAway.free(tonight.home().refused().resolve("facts-" + tonight.date()));
        PutAway.explain(folder, cause.message());
        Set<String> wrong = refusal.problems().stream().map(Problem::file).collect(Collectors.toSet());
        arrived.files().stream()
                .sorted(Comparator.comparing(feed -> wrong.contains(Arrivals.name(feed))))
                .forEach(feed -> {
                    try {
                        notes.refused(feed, cause, PutAway.into(folder, feed));
                    } catch (IOException unmoved) {
                        notes.failed(Arrivals.name(feed), PutAway.failure(unmoved));
                    }
                });
    }

    private static void fail(Failure cause, Notes notes) {
        notes.facts(FactsPart.of(FactsState.FAILED, cause.message()));
        notes.endedBy(cause);
    }
}
