package io.handover.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** The text of a file that goes out: CSV (RFC 4180) in UTF-8, in which no spreadsheet finds a formula. */
public final class CsvText {
    /**
     * In a value with this, a spreadsheet that also parts fields at semicolons and tabs, as LibreOffice does unless it is
     * told otherwise, would find a formula, if the value had no quotes around it.
     */
    private static final Pattern PARTED_FORMULA = Pattern.compile("[;\t]\\s*[=+\\-@]");

    private static final CSVFormat QUOTED =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final Writer text;

    private final Matcher partedFormula = PARTED_FORMULA.matcher("");

    /** A record that is being printed: a writer takes a lock for whatever it is given. */
    private final StringBuilder record = new StringBuilder();

    /**
     * Begins a text.
     *
     * @param out is never closed, and flushed by {@link #flush} only
     */
    public CsvText(OutputStream out) {
        this(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 13));
    }

    /** @param text is never closed, nor flushed but by {@link #flush} */
    public CsvText(Writer text) {
        this.text = text;
    }

    /** Prints a record, each value with a {@link FormulaQuote} if it needs one. */
    public void print(List<String> values) throws IOException {
        record.setLength(0);
        boolean first = true;
        for (String value : values) {
            print(FormulaQuote.add(value), first);
            first = false;
        }
        CSVFormat.RFC4180.println(record);
        text.append(record);
    }

    private void print(String value, boolean first) throws IOException {
        // An empty value at the beginning of a record may be all of it, and gets quotes.
        if (isPlain(value) || (value.isEmpty() && !first)) {
            if (!first) {
                record.append(',');
            }
            record.append(value);
        } else {
            CSVFormat format = partedFormula.reset(value).find() ? QUOTED : CSVFormat.RFC4180;
            format.print(value, record, first);
        }
    }

    /** A quick look, which finds nearly all values that stand in a file without quotes. */
    private static boolean isPlain(String value) {
        int length = value.length();
        for (int at = 0; at < length; at++) {
            char character = value.charAt(at);
            if (character < ' ' || character == '"' || character == ',' || character == ';') {
                return false;
            }
        }
        return length > 0 && value.charAt(0) > '#' && value.charAt(length - 1) > ' ';
    }

    /** Passes on what was printed. */
    public void flush() throws IOException {
        text.flush();
    }
}
