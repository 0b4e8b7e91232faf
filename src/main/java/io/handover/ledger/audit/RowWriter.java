package io.handover.ledger.audit;

import java.io.Closeable;
import java.io.IOException;

/** Writes the rows of an export in one of its forms, in memory that does not grow with them. */
public interface RowWriter extends Closeable {
    void write(ExportedRow row) throws IOException;

    /** Writes what is still to be written; without it the file is not whole. The stream below is left open. */
    @Override
    void close() throws IOException;
}
