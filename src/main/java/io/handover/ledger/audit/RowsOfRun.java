package io.handover.ledger.audit;

import io.handover.ledger.OutcomeLeaf;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.merkle.GivenLeaf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The rows that a file has of one run, each of which must be what the run's statement allows. */
final class RowsOfRun {
    private final ExportedStatement statement;
    private final long expected;
    private final Rows rows;
    private final LongConsumer progress;
    private final OutcomeLeaf leaf = new OutcomeLeaf();
    private final long firstRow;
    private long seen;

    RowsOfRun(ExportedStatement statement, long expected, Rows rows, LongConsumer progress) {
        this.statement = statement;
        this.expected = expected;
        this.rows = rows;
        this.progress = progress;
        this.firstRow = rows.taken() + 1;
    }

    /** A row that has no place in the run. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        private Wrong(Fault fault) {
            super(fault.toString());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** Returns the rows as leaves, as far as they are asked for; throws {@link Wrong}. */
    Iterator<GivenLeaf> leaves() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return seen < expected;
            }

            @Override
            public GivenLeaf next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return leafOf(take());
            }
        };
    }

    /** Passes by the rows that nobody has asked for. */
    void skipRest() {
        while (seen < expected) {
            take();
        }
    }

    /** Returns which rows of the file these are. */
    String where() {
        return expected == 0
                ? "there is none in the file."
                : "rows " + firstRow + " to " + (firstRow + expected - 1) + " of the file.";
    }

    private ExportedRow take() {
        ExportedRow row = rows.peek();
        if (row == null) {
            throw new Wrong(Fault.ofRun(
                    statement.run(), "The file ends after " + seen + " of the " + expected + " rows of the run."));
        }
        try {
            check(row);
            rows.take();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        seen++;
        progress.accept(1);
        return row;
    }

    private void check(ExportedRow row) {
        if (row.outcome().run() != statement.run()) {
            throw wrong(row, "is not of run " + statement.run() + ", of which the manifest has " + expected + " rows");
        }
        if (!row.mode().equals(statement.mode())
                || !same(row.startedBy(), statement.startedBy())
                || !same(row.programVersion(), statement.programVersion())
                || !same(row.termsVersion(), statement.termsVersion())) {
            throw wrong(row, "does not say of its run what the run's statement says");
        }
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return Objects.equals(one, other);
    }

    private GivenLeaf leafOf(ExportedRow row) {
        RecordedOutcome outcome = row.outcome();
        return new GivenLeaf(outcome.record() - 1L, leaf.hash(outcome));
    }

    private Wrong wrong(ExportedRow row, String what) {
        return new Wrong(new Fault(
                row.outcome().run(),
                row.outcome().record(),
                row.outcome().line(),
                "Row " + (rows.taken() + 1) + " of the file " + what + "."));
    }
}
