package io.handover.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A row of an export as a JSON object, and back. */
final class AlteredRow {
    private AlteredRow() {}

    static ObjectNode json(ExportedRow row) {
        try {
            return (ObjectNode) JsonMapper.shared().readTree(ExportedFiles.bytes(ExportForm.JSONL, List.of(row)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the row, or null when it cannot be one. */
    static @Nullable ExportedRow row(ObjectNode json) {
        RowValues values = new RowValues();
        try {
            for (ExportColumn column : ExportColumn.IN_ORDER) {
                if (json.has(column.columnName())) {
                    values.put(
                            column,
                            column.type()
                                    .parse(column, json.get(column.columnName()).asString("")));
                }
            }
            return values.row();
        } catch (WrongRow none) {
            return null;
        }
    }
}
