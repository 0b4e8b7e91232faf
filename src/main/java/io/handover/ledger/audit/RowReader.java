package io.handover.ledger.audit;

import io.handover.csv.RefusedInput;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of an export in one of its forms, in memory that does not grow with them. */
public interface RowReader extends Closeable {
    /**
     * Returns the next row, or null after the last one.
     *
     * @throws RefusedInput when the file is not, or not any further, what an export is; it says at which line, or row
     */
    @Nullable
    ExportedRow next() throws IOException;
}
