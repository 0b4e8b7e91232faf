package io.handover.ledger.audit;

import io.handover.csv.CsvText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Rows as CSV, under a header. */
final class CsvRowWriter implements RowWriter {
    private final CsvText text;
    private final String[] values = new String[ExportColumn.IN_ORDER.size()];
    private final List<String> valuesInOrder = Arrays.asList(values);

    CsvRowWriter(OutputStream out) throws IOException {
        text = new CsvText(out);
        text.print(ExportColumn.NAMES);
    }

    @Override
    public void write(ExportedRow row) throws IOException {
        for (ExportColumn column : ExportColumn.IN_ORDER) {
            Object value = column.of(row);
            values[column.place()] = value == null ? "" : column.type().text(value);
        }
        text.print(valuesInOrder);
    }

    @Override
    public void close() throws IOException {
        text.flush();
    }
}
