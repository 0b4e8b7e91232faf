package io.handover.ledger.audit;

import io.handover.csv.RefusedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.io.function.IOFunction;
import org.jspecify.annotations.Nullable;

/** What an export's rows are written in; {@code docs/ledger-format.md}, "Exports", has what each is. */
public enum ExportForm {
    CSV(CsvRowWriter::new, CsvRowReader::new),
    JSONL(JsonRowWriter::new, JsonRowReader::new),
    PARQUET(ParquetRowWriter::new, ParquetRowReader::new);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final IOFunction<OutputStream, RowWriter> writer;
    private final IOFunction<Path, RowReader> reader;

    ExportForm(IOFunction<OutputStream, RowWriter> writer, IOFunction<Path, RowReader> reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Returns the form that the end of the file's name says, case aside, or null when it says none. */
    public static @Nullable ExportForm of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (ExportForm form : values()) {
            if (name.endsWith("." + form.word)) {
                return form;
            }
        }
        return null;
    }

    /** Returns the word for it in a manifest, which is the end of a file's name, too. */
    public String word() {
        return word;
    }

    /**
     * Begins to write.
     *
     * @param out is buffered by the caller, and left open
     */
    public RowWriter writer(OutputStream out) throws IOException {
        return writer.apply(out);
    }

    /**
     * Begins to read.
     *
     * @throws RefusedInput when the file cannot be read as the beginning of an export
     */
    public RowReader reader(Path file) throws IOException {
        RefusedInput.unlessReadable(file);
        return reader.apply(file);
    }
}
