package io.handover.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.jspecify.annotations.Nullable;

/** The records of a file, the header among them, decoded and split but not yet compared with the header. */
public final class RawRecords implements Closeable {
    private final RecordGuard guard;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    /** @param charset of a file without a byte order mark; null for UTF-8 */
    RawRecords(
            InputStream in,
            String file,
            @Nullable Charset charset,
            char delimiter,
            int maxRecordLength,
            long maxRecords)
            throws IOException {
        BOMInputStream bytes = BOMInputStream.builder()
                .setInputStream(in)
                .setByteOrderMarks(ByteOrderMark.UTF_8, ByteOrderMark.UTF_16LE, ByteOrderMark.UTF_16BE)
                .get();
        guard = new RecordGuard(
                new StrictDecoder(bytes, charsetOf(bytes, charset)), file, delimiter, maxRecordLength, maxRecords);
        parser = CSVParser.builder()
                .setReader(guard)
                .setFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(true)
                        .get())
                .get();
        records = parser.iterator();
    }

    /**
     * Opens a file of Handover's own: UTF-8, with commas, of any length.
     *
     * @param maxRecordLength as for {@link CsvFile#MAX_RECORD_LENGTH}
     */
    public static RawRecords open(Path file, int maxRecordLength) throws IOException {
        String name = String.valueOf(file.getFileName());
        return new RawRecords(Files.newInputStream(file), name, null, ',', maxRecordLength, Long.MAX_VALUE);
    }

    private static Charset charsetOf(BOMInputStream bytes, @Nullable Charset named) throws IOException {
        ByteOrderMark mark = bytes.getBOM();
        if (mark != null) {
            return Charset.forName(mark.getCharsetName());
        }
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    /**
     * Returns the next record, or null after the last one.
     *
     * @throws RefusedInput when the file cannot be read any further
     */
    public @Nullable RawRecord next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            List<String> fields = List.of(records.next().values());
            return new RawRecord(guard.nextStart(), fields);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /**
     * One record.
     *
     * @param line physical line, from 1, on which it starts
     */
    public record RawRecord(long line, List<String> fields) {}
}
