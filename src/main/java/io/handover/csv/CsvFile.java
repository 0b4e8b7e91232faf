package io.handover.csv;

import io.handover.csv.RawRecords.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.function.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) with a header, read strictly and in little memory, whatever it holds. What makes the whole
 * file doubtful refuses it; what is wrong within one record is told with that record.
 */
public final class CsvFile implements AutoCloseable {
    /** In code points, line breaks and quotes counted; a file with a longer record is refused. */
    public static final int MAX_RECORD_LENGTH = 1 << 16;

    /** In the order in which they are preferred when the header fits several alike. */
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

    private final RawRecords records;
    private final Header header;
    private long number;

    private CsvFile(RawRecords records, Header header) {
        this.records = records;
        this.header = header;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws RefusedInput when the file cannot be read as what it should be
     */
    public static CsvFile open(Path file, Format format) throws IOException {
        return open(file, format, null);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param digest gets the file's bytes as they are read: all of them, from the first to the last and each once, by the
     *     time when {@link #next} has returned null
     * @throws RefusedInput when the file cannot be read as what it should be
     */
    public static CsvFile open(Path file, Format format, @Nullable MessageDigest digest) throws IOException {
        RefusedInput.unlessReadable(file);
        return open(String.valueOf(file.getFileName()), () -> Files.newInputStream(file), format, digest);
    }

    static CsvFile open(String file, IOSupplier<InputStream> source, Format format, @Nullable MessageDigest digest)
            throws IOException {
        Character named = format.delimiter();
        char delimiter = named == null ? likeliestDelimiter(file, source, format) : named;
        IOSupplier<InputStream> read = digest == null ? source : () -> new DigestInputStream(source.get(), digest);
        RawRecords records = read(file, read, format, delimiter);
        try {
            return new CsvFile(records, headerOf(file, records, format));
        } catch (IOException | RuntimeException failure) {
            records.close();
            throw failure;
        }
    }

    private static RawRecords read(String file, IOSupplier<InputStream> source, Format format, char delimiter)
            throws IOException {
        return new RawRecords(source.get(), file, format.charset(), delimiter, MAX_RECORD_LENGTH, format.maxRecords());
    }

    private static Header headerOf(String file, RawRecords records, Format format) throws IOException {
        RawRecord first = records.next();
        if (first == null) {
            throw new RefusedInput(file, "there is no header");
        }
        Header header = new Header(first.fields());
        String problem = header.problem(format.required());
        if (problem != null) {
            throw new RefusedInput(file, first.line(), problem);
        }
        return header;
    }

    private static char likeliestDelimiter(String file, IOSupplier<InputStream> source, Format format)
            throws IOException {
        char likeliest = DELIMITERS.get(0);
        long most = -1;
        for (char delimiter : DELIMITERS) {
            long fit = fit(file, source, format, delimiter);
            if (fit > most) {
                likeliest = delimiter;
                most = fit;
            }
        }
        return likeliest;
    }

    /**
     * Returns how well the delimiter fits the header: by the required columns that it yields, then by all columns. One
     * that parts nothing is worse than one with which the header cannot be read: the header may have a fault.
     */
    private static long fit(String file, IOSupplier<InputStream> source, Format format, char delimiter)
            throws IOException {
        try (RawRecords records = read(file, source, format, delimiter)) {
            RawRecord first = records.next();
            if (first == null) {
                return 0;
            }
            Header header = new Header(first.fields());
            long found = header.countOf(format.required());
            return found == 0 && header.size() == 1 ? 0 : found * MAX_RECORD_LENGTH + header.size();
        } catch (RefusedInput unreadable) {
            return 1;
        }
    }

    /**
     * Returns the charset of that name.
     *
     * @throws RefusedInput when there is none
     */
    public static Charset charset(Path file, String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new RefusedInput(
                    String.valueOf(file.getFileName()), "there is no charset with the name " + Excerpt.of(name));
        }
    }

    public Header header() {
        return header;
    }

    /**
     * Returns the next record, or null after the last one.
     *
     * @throws RefusedInput when the file turns out to be one that cannot be read; nothing of it is to be used then
     */
    public @Nullable CsvRecord next() throws IOException {
        RawRecord record = records.next();
        if (record == null) {
            return null;
        }
        number++;
        String malformation = FieldChecks.malformation(header, record.fields());
        return new CsvRecord(
                number,
                record.line(),
                malformation == null && !header.hasOurs() ? record.fields() : values(record.fields()),
                malformation,
                record.fields().size() != header.size());
    }

    private List<String> values(List<String> fields) {
        String[] values = new String[header.size()];
        for (int column = 0; column < values.length; column++) {
            values[column] =
                    column < fields.size() ? FieldChecks.valueOf(fields.get(column), header.hasLineColumn()) : "";
        }
        return List.of(values);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /**
     * What is known of a file before it is read.
     *
     * @param required names of columns that must be there, in lower case with single underscores
     * @param charset of a file without a byte order mark, which goes before; null for UTF-8
     * @param delimiter null for the one of comma, semicolon and tab that yields the required columns
     * @param maxRecords how many records there may be, the header not counted
     */
    public record Format(
            Set<String> required,
            @Nullable Charset charset,
            @Nullable Character delimiter,
            long maxRecords) {
        public Format {
            required = Set.copyOf(required);
            if (delimiter != null && ("\"\r\n".indexOf(delimiter) >= 0 || Character.isSurrogate(delimiter))) {
                throw new IllegalArgumentException("a quote or a line end cannot be the delimiter");
            }
            if (maxRecords < 0) {
                throw new IllegalArgumentException("a file cannot have fewer than 0 records");
            }
        }

        /** A file in UTF-8 or with a byte order mark, of any length. */
        public static Format requiring(Collection<String> columns) {
            return new Format(Set.copyOf(columns), null, null, Long.MAX_VALUE);
        }
    }
}
