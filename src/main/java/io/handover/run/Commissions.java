package io.handover.run;

import io.handover.database.Locks;
import io.handover.ledger.DeferredRequests;
import io.handover.ledger.DetachedPeriods;
import io.handover.ledger.NewRun;
import io.handover.ledger.Run;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import io.handover.ledger.Run.Status;
import io.handover.ledger.Runs;
import io.handover.run.Commission.Deferred;
import io.handover.run.Commission.MovesOf;
import io.handover.run.Commission.RequestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the run that a commission is about: one that was begun for the same, or a new one. */
@Component
class Commissions {
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final DeferredRequests deferred;
    private final DetachedPeriods detached;
    private final Clock clock;
    private final String programVersion;

    Commissions(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Runs runs,
            DeferredRequests deferred,
            DetachedPeriods detached,
            Clock clock,
            @Value("${handover.version}") String programVersion) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.runs = runs;
        this.deferred = deferred;
        this.detached = detached;
        this.clock = clock;
        this.programVersion = programVersion;
    }

    /**
     * Returns the run to complete, or to answer with.
     *
     * @throws IllegalArgumentException when there is no such run to undo; the message says why
     * @throws RunBusy when the run to undo is at work
     */
    Run find(Commission commission) throws IOException {
        if (commission.over() instanceof RequestFile file) {
            NewRun.InputBytes bytes = new NewRun.InputBytes(Files.size(file.path()), Fingerprint.of(file.path()));
            return findOrAdd(() -> same(file, bytes, commission), () -> add(file, bytes, commission));
        }
        if (commission.over() instanceof MovesOf moves) {
            return findOrAdd(() -> runs.unfinishedUndo(moves.run(), commission.mode()), () -> add(moves, commission));
        }
        return findOrAdd(runs::unfinishedRetry, () -> add((Deferred) commission.over(), commission));
    }

    private interface Find {
        Optional<Run> find();
    }

    private interface Add {
        Run add();
    }

    private Run findOrAdd(Find find, Add add) {
        return transaction.execute(begun -> {
            Locks.take(database, Locks.NEW_RUN);
            return find.find().orElseGet(add::add);
        });
    }

    private Optional<Run> same(RequestFile file, NewRun.InputBytes bytes, Commission commission) {
        AcceptedTerms terms = commission.terms();
        return file.again()
                ? Optional.empty()
                : runs.latestOfSame(
                        bytes.sha256(), commission.mode(), file.requester(), terms == null ? null : terms.version());
    }

    private Run add(RequestFile file, NewRun.InputBytes bytes, Commission commission) {
        return runs.add(new NewRun(
                commission.mode(),
                String.valueOf(file.path().getFileName()),
                bytes,
                null,
                null,
                file.requester(),
                commission.terms(),
                commission.startedBy(),
                clock.instant(),
                programVersion,
                file.maxRejected()));
    }

    private Run add(Deferred waiting, Commission commission) {
        Instant now = clock.instant();
        Run run = runs.add(withoutFile("deferred", null, now.minus(waiting.limit()), now, commission));
        deferred.take(run.id());
        return run;
    }

    private Run add(MovesOf moves, Commission commission) {
        Run undone = runs.find(moves.run())
                .orElseThrow(() -> new IllegalArgumentException("There is no run " + moves.run() + "."));
        if (undone.mode() == Mode.PREVIEW) {
            throw new IllegalArgumentException("Run " + undone.id() + " was a preview: it has moved nothing.");
        }
        if (detached.hasRun(undone.id())) {
            throw new IllegalArgumentException(
                    "What run " + undone.id() + " moved is no longer in the ledger: its month was detached.");
        }
        if (undone.status() == Status.RUNNING && runs.owned().contains(undone.id())) {
            throw new RunBusy(undone.id());
        }
        return runs.add(withoutFile("undo-of-run-" + undone.id(), undone.id(), null, clock.instant(), commission));
    }

    private NewRun withoutFile(
            String name,
            @Nullable Long undoes,
            @Nullable Instant expiresBefore,
            Instant started,
            Commission commission) {
        return new NewRun(
                commission.mode(),
                name,
                null,
                undoes,
                expiresBefore,
                "",
                commission.terms(),
                commission.startedBy(),
                started,
                programVersion,
                null);
    }
}
