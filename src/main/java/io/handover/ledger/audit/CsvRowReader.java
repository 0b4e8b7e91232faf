package io.handover.ledger.audit;

import io.handover.csv.Excerpt;
import io.handover.csv.FormulaQuote;
import io.handover.csv.RawRecords;
import io.handover.csv.RawRecords.RawRecord;
import io.handover.csv.RefusedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of CSV, under the header that an export has. */
final class CsvRowReader implements RowReader {
    /** In code points, above what texts as long as they may be come to in a record. */
    private static final int MAX_RECORD_LENGTH = 1 << 20;

    private static final int COLUMNS = ExportColumn.IN_ORDER.size();

    private final String file;
    private final RawRecords records;

    CsvRowReader(Path file) throws IOException {
        this.file = String.valueOf(file.getFileName());
        this.records = RawRecords.open(file, MAX_RECORD_LENGTH);
        try {
            checkHeader();
            checkEnd(file);
        } catch (IOException | RuntimeException failure) {
            records.close();
            throw failure;
        }
    }

    private void checkHeader() throws IOException {
        RawRecord header = records.next();
        if (header == null) {
            throw new RefusedInput(file, "there is no header");
        }
        if (!header.fields().equals(ExportColumn.NAMES)) {
            throw new RefusedInput(file, header.line(), difference(header.fields()));
        }
    }

    private static String difference(List<String> names) {
        for (int column = 0; column < Math.min(COLUMNS, names.size()); column++) {
            String expected = ExportColumn.NAMES.get(column);
            if (!names.get(column).equals(expected)) {
                return "column %d of the header is %s where an export has %s"
                        .formatted(column + 1, Excerpt.of(names.get(column)), expected);
            }
        }
        return "the header has %,d columns where an export has %d".formatted(names.size(), COLUMNS);
    }

    /** A last value that is cut off would be taken for a whole one, if the line end after it were not missed. */
    private void checkEnd(Path path) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(path)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            bytes.position(bytes.size() - 1).read(last);
            if (last.get(0) != '\n') {
                throw new RefusedInput(file, "the file is cut off: its last line has no end");
            }
        }
    }

    @Override
    public @Nullable ExportedRow next() throws IOException {
        RawRecord record = records.next();
        if (record == null) {
            return null;
        }
        try {
            return row(record.fields());
        } catch (WrongRow wrong) {
            throw new RefusedInput(file, record.line(), wrong.cause());
        }
    }

    private static ExportedRow row(List<String> fields) {
        if (fields.size() != COLUMNS) {
            throw new WrongRow("the record has %,d fields where the header has %d".formatted(fields.size(), COLUMNS));
        }
        RowValues values = new RowValues();
        for (ExportColumn column : ExportColumn.IN_ORDER) {
            String field = fields.get(column.place());
            String text = FormulaQuote.takeOff(field);
            if (!text.isEmpty()) {
                values.put(column, column.type().parse(column, text));
            }
            if (!FormulaQuote.add(text).equals(field)) {
                throw new WrongRow(column.columnName() + " is a formula to a spreadsheet: the ' before it is missing");
            }
        }
        return values.row();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
