package io.handover.run;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file as Commons CSV reads it without Handover: decoded as a whole, without any limit, and with physical lines that
 * are counted by themselves.
 */
final class PlainReading {
    private static final String BLANKS = "[\\s\\p{Z}\\x1c-\\x1f]+";
    private static final Pattern BLANKS_AROUND = Pattern.compile("^" + BLANKS + "|" + BLANKS + "$");
    private static final Pattern SEPARATORS = Pattern.compile("(" + BLANKS + "|_)+");
    private static final Pattern LINE_COLUMN = Pattern.compile("(?i)__(" + BLANKS + "|_)*line");
    private static final Pattern FORMULA_QUOTE = Pattern.compile("^'(?='*[=+\\-@\\t\\r])");

    /** The header is the first; empty lines are none. */
    final List<PlainRecord> records;
    /** Whether Commons CSV could not go on behind these. */
    final boolean gaveUp;
    /** Whether the file is a report that comes back. */
    private final boolean isReport;
    /** The names of the columns; none when there is no header. */
    final List<String> header;
    /** The names as they are compared; blank for columns that are Handover's own. */
    final List<String> columns;

    private PlainReading(List<PlainRecord> records, boolean gaveUp) {
        this.records = records;
        this.gaveUp = gaveUp;
        List<String> names = records.isEmpty() ? List.of() : records.get(0).fields();
        isReport = names.stream()
                .anyMatch(name -> LINE_COLUMN.matcher(stripped(name)).matches());
        header = values(names);
        columns = header.stream()
                .map(name -> isOurs(name)
                        ? ""
                        : SEPARATORS
                                .matcher(stripped(name).toLowerCase(Locale.ROOT))
                                .replaceAll("_"))
                .toList();
    }

    /**
     * @param line on which it starts, from 1
     * @param length in code points, without its line end
     */
    record PlainRecord(long line, int length, List<String> fields) {}

    /** Returns the text of the bytes, or null when they are not in the charset. */
    static @Nullable String decode(byte[] bytes, @Nullable Charset named) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(3, bytes.length));
        Charset charset = named == null ? UTF_8 : named;
        int mark = 0;
        if (start.equals("efbbbf")) {
            charset = UTF_8;
            mark = 3;
        } else if (start.startsWith("fffe")) {
            charset = UTF_16LE;
            mark = 2;
        } else if (start.startsWith("feff")) {
            charset = UTF_16BE;
            mark = 2;
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark))
                    .toString();
        } catch (CharacterCodingException undecodable) {
            return null;
        }
    }

    static PlainReading of(String text, char delimiter) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
        List<Integer> starts = new ArrayList<>();
        List<List<String>> fields = new ArrayList<>();
        boolean gaveUp = false;
        try (CSVParser parser = format.parse(new StringReader(text))) {
            for (CSVRecord record : parser) {
                starts.add(afterLineEnds(text, (int) record.getCharacterPosition()));
                fields.add(record.toList());
            }
        } catch (UncheckedIOException unreadable) {
            gaveUp = true;
        }
        return new PlainReading(records(text, starts, fields), gaveUp);
    }

    private static List<PlainRecord> records(String text, List<Integer> starts, List<List<String>> fields) {
        List<PlainRecord> records = new ArrayList<>();
        long line = 1;
        int counted = 0;
        for (int at = 0; at < starts.size(); at++) {
            int start = starts.get(at);
            int end = at + 1 < starts.size() ? starts.get(at + 1) : text.length();
            while (end > start && isLineEnd(text.charAt(end - 1))) {
                end--;
            }
            line += lineEnds(text, counted, start);
            counted = start;
            records.add(new PlainRecord(line, text.codePointCount(start, end), fields.get(at)));
        }
        return records;
    }

    private static int afterLineEnds(String text, int from) {
        int at = from;
        while (at < text.length() && isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static long lineEnds(String text, int from, int to) {
        return text.substring(from, to)
                .replace("\r\n", "\n")
                .chars()
                .filter(PlainReading::isLineEnd)
                .count();
    }

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    /** Returns the fields as the values that they stand for: NUL is U+FFFD, and what reports put before formulas is off. */
    List<String> values(List<String> fields) {
        return fields.stream()
                .map(field -> isReport ? FORMULA_QUOTE.matcher(field).replaceFirst("") : field)
                .map(field -> field.replace('\0', '\uFFFD'))
                .toList();
    }

    /** Returns as many values as there are columns: fields that are missing are blank, and those too many are left out. */
    List<String> valuesInColumns(PlainRecord record) {
        return Stream.concat(values(record.fields()).stream(), Stream.generate(() -> ""))
                .limit(header.size())
                .toList();
    }

    static boolean isOurs(String name) {
        return stripped(name).startsWith("__");
    }

    private static String stripped(String name) {
        return BLANKS_AROUND.matcher(name).replaceAll("");
    }
}
