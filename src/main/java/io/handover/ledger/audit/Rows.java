package io.handover.ledger.audit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, with the next one to look at. */
final class Rows {
    private final RowReader reader;
    private @Nullable ExportedRow next;
    private long taken;

    Rows(RowReader reader) throws IOException {
        this.reader = reader;
        this.next = reader.next();
    }

    /** Returns the next row, which stays the next; null after the last. */
    @Nullable
    ExportedRow peek() {
        return next;
    }

    void take() throws IOException {
        next = reader.next();
        taken++;
    }

    long taken() {
        return taken;
    }

    void requireEnd() throws WrongExport {
        ExportedRow surplus = next;
        if (surplus != null) {
            throw new WrongExport(new Fault(
                    surplus.outcome().run(),
                    surplus.outcome().record(),
                    surplus.outcome().line(),
                    "Row " + (taken + 1) + " of the file is one that the manifest does not tell of."));
        }
    }
}
