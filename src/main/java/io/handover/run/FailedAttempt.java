package io.handover.run;

import io.handover.csv.RefusedInput;
import io.handover.database.Causes;
import io.handover.database.Patience;
import io.handover.ledger.Run.Status;
import io.handover.ledger.Runs;
import io.handover.notify.AnnounceRun;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps how an attempt at a run has ended that has not completed it. */
@Component
class FailedAttempt {
    private final TransactionTemplate transactions;
    private final Runs runs;
    private final AnnounceRun announce;
    private final Clock clock;

    FailedAttempt(PlatformTransactionManager transactions, Runs runs, AnnounceRun announce, Clock clock) {
        this.transactions = new TransactionTemplate(transactions);
        this.runs = runs;
        this.announce = announce;
        this.clock = clock;
    }

    /** Keeps that the attempt was stopped, and returns what says so. */
    RunStopped stopped(long run, int attempt) {
        runs.ended(run, attempt, Status.STOPPED, clock.instant(), null);
        return new RunStopped(run);
    }

    /** Keeps that the attempt has failed, and returns why: what the job refused to do, or the fault that ended it. */
    RuntimeException cause(long run, int attempt, List<Throwable> failures) {
        Optional<RunBusy> takenOver = Causes.find(RunBusy.class, failures);
        if (takenOver.isPresent()) {
            return takenOver.get();
        }
        Optional<RefusedInput> refusal = Causes.find(RefusedInput.class, failures);
        if (refusal.isPresent()) {
            // A run that has taken its file in before may have moved orders: it is not refused as a whole.
            Status status = runs.get(run).requested() == null ? Status.REFUSED : Status.FAILED;
            ended(run, attempt, status, refusal.get().getMessage(), true);
            return refusal.get();
        }
        RuntimeException failure = new IllegalStateException("Run " + run + " has failed.", worst(failures));
        try {
            String cause = NestedExceptionUtils.getMostSpecificCause(failure).toString();
            // What passes is tried again, and it is too early to tell anybody.
            ended(run, attempt, Status.FAILED, cause, !Patience.passes(failure));
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private void ended(long run, int attempt, Status status, @Nullable String cause, boolean announced) {
        transactions.executeWithoutResult(begun -> {
            runs.ended(run, attempt, status, clock.instant(), cause);
            if (announced) {
                announce.unfinished(run);
            }
        });
    }

    /** Of several failures, the one that passes, since the others may have come of it; else that with most behind it. */
    private static @Nullable Throwable worst(List<Throwable> failures) {
        return failures.stream()
                .filter(Patience::passes)
                .findFirst()
                .or(() -> failures.stream().max(Comparator.comparingLong(Causes::depth)))
                .orElse(null);
    }
}
