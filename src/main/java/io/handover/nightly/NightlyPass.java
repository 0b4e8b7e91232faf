package io.handover.nightly;

import io.handover.facts.LoadFeeds;
import io.handover.ledger.DeferredRequests;
import io.handover.ledger.Runs;
import io.handover.run.Commission.Deferred;
import io.handover.run.Ending;
import io.handover.run.Failure;
import io.handover.run.RunLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * One pass over a home: feeds, then request files in the order of their names, then what is deferred. A pass that was
 * killed needs nothing but the next one: what is in the inbox is not done with, and a run that was completed answers
 * from the ledger.
 */
@Component
public class NightlyPass {
    private static final Failure TOLD_TO_STOP =
            new Failure(Ending.STOPPED, "The pass was told to stop. The next one goes on where it ended.");

    private final TakeFacts facts;
    private final TakeRequests requests;
    private final RunLauncher launcher;
    private final Runs runs;
    private final DeferredRequests deferred;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);

    NightlyPass(
            TakeFacts facts,
            TakeRequests requests,
            RunLauncher launcher,
            Runs runs,
            DeferredRequests deferred,
            Clock clock) {
        this.facts = facts;
        this.requests = requests;
        this.launcher = launcher;
        this.runs = runs;
        this.deferred = deferred;
        this.clock = clock;
    }

    /** Carries a pass out and returns what came of it, whatever that is. The caller must hold the home's lock. */
    public PassSummary over(Home home, PassOptions options) {
        Instant started = clock.instant();
        Notes notes = new Notes(started);
        try {
            carryOut(new Tonight(home, options, LocalDate.ofInstant(started, options.zone()), notes));
        } catch (IOException | RuntimeException failure) {
            notes.endedBy(Failure.of(failure));
        }
        return notes.summary(clock.instant());
    }

    /** Asks the pass to end, a run that is at work at its next chunk. Any thread may call this. */
    public void stop() {
        stop.countDown();
        launcher.stop();
    }

    private void carryOut(Tonight tonight) throws IOException {
        Duration settle = tonight.options().settle();
        Instant now = clock.instant();
        Arrivals feeds = Arrivals.in(tonight.home().feeds(), LoadFeeds.names()::contains);
        Arrivals files = Arrivals.in(tonight.home().inbox(), NightlyPass::isRequestFile);
        await(longer(feeds.untilSettled(settle, now), files.untilSettled(settle, now)));

        feeds.others().forEach(file -> tonight.notes().left(file, "is not a feed"));
        files.others().forEach(file -> tonight.notes().left(file, "is not a request file, which is called *.csv"));
        if (mayGoOn(tonight)) {
            facts.take(feeds, tonight);
        }
        for (Path file : files.files()) {
            if (mayGoOn(tonight)) {
                requests.take(file, files, tonight);
            } else {
                tonight.notes().left(file, String.valueOf(tonight.notes().halted()));
            }
        }
        decideDeferred(tonight);
    }

    /** One that was interrupted is completed first: what this pass has deferred is not part of it. */
    private void decideDeferred(Tonight tonight) {
        if (tonight.notes().halted() != null) {
            return;
        }
        try {
            if (runs.unfinishedRetry().isPresent() && mayGoOn(tonight)) {
                retry(tonight);
            }
            if (deferred.anyWaits() && mayGoOn(tonight)) {
                retry(tonight);
            }
        } catch (IOException | RuntimeException failure) {
            tonight.notes().failed("deferred", Failure.of(failure));
        }
    }

    private void retry(Tonight tonight) throws IOException {
        Deferred waiting = new Deferred(tonight.options().expireAfter());
        tonight.notes()
                .ran(launcher.carryOut(
                        tonight.options().commission(waiting, tonight.home().reports())));
    }

    private boolean mayGoOn(Tonight tonight) {
        if (stop.getCount() == 0) {
            tonight.notes().endedBy(TOLD_TO_STOP);
        }
        return tonight.notes().halted() == null;
    }

    private void await(Duration time) {
        try {
            boolean unused = stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean isRequestFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
