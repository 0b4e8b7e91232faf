package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.assignment.Reason;
import io.handover.assignment.Request;
import io.handover.csv.CsvFile;
import io.handover.csv.CsvRecord;
import io.handover.csv.Header;
import io.handover.csv.RefusedInput;
import io.handover.run.PlainReading.PlainRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a file that is handed in, whatever it holds. It is refused for a cause that a plain reading of the
 * same bytes bears out, or its records are those of the plain reading, one by one and field by field.
 */
final class IntakeLaw {
    private static final int MAX_RECORD_LENGTH = 65_536;
    private static final int MAX_VALUE_LENGTH = 4_096;
    private static final int MAX_COLUMNS = 1_024;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009f&&[^\t\r\n]]");

    /** Every cause of a refusal, and what a plain reading with one of the possible delimiters must show then. */
    private static final Map<String, BiPredicate<HostileFile, PlainReading>> CAUSES = causes();

    private final HostileFile file;
    private final @Nullable String text;
    private final List<PlainReading> possible = new ArrayList<>();

    IntakeLaw(HostileFile file) throws IOException {
        this.file = file;
        this.text = PlainReading.decode(file.bytes, file.charset());
        if (text != null) {
            Character named = file.delimiter();
            for (char delimiter : named == null ? List.of(',', ';', '\t') : List.of(named)) {
                possible.add(PlainReading.of(text, delimiter));
            }
        }
    }

    private static Map<String, BiPredicate<HostileFile, PlainReading>> causes() {
        Map<String, BiPredicate<HostileFile, PlainReading>> causes = new LinkedHashMap<>();
        causes.put("there is no header", (file, plain) -> plain.records.isEmpty() && !plain.gaveUp);
        causes.put("a quote opens here and never closes", (file, plain) -> plain.gaveUp);
        causes.put("text after a closing quote, in column ", (file, plain) -> plain.gaveUp);
        causes.put("a blank after a closing quote, in column ", (file, plain) -> true);
        causes.put("the record that starts here is longer than 65,536 characters", IntakeLaw::isTooLong);
        causes.put("there are more than ", IntakeLaw::areTooMany);
        causes.put("the required column", (file, plain) -> !hasRequiredColumns(plain));
        causes.put("the header has ", (file, plain) -> plain.header.size() > MAX_COLUMNS);
        causes.put("columns ", (file, plain) -> hasColumnTwice(plain));
        return causes;
    }

    private static boolean isTooLong(HostileFile file, PlainReading plain) {
        return plain.gaveUp || plain.records.stream().anyMatch(record -> record.length() > MAX_RECORD_LENGTH);
    }

    /** Where Commons CSV gave up, one more record had begun. */
    private static boolean areTooMany(HostileFile file, PlainReading plain) {
        return plain.records.size() - (plain.gaveUp ? 0 : 1) > file.maxRecords;
    }

    private static boolean hasRequiredColumns(PlainReading plain) {
        return plain.columns.containsAll(List.of("order_number", "smart_account"));
    }

    private static boolean hasColumnTwice(PlainReading plain) {
        List<String> named =
                plain.columns.stream().filter(Predicate.not(String::isEmpty)).toList();
        return named.stream().anyMatch(name -> Collections.frequency(named, name) > 1);
    }

    /** Takes the file in and returns the plain reading of what was taken, or null when it was rightly refused. */
    @Nullable
    PlainReading holds(Path path) throws IOException {
        Header header;
        List<CsvRecord> records = new ArrayList<>();
        try (CsvFile open = CsvFile.open(path, file.format())) {
            header = open.header();
            for (CsvRecord record = open.next(); record != null; record = open.next()) {
                records.add(record);
            }
        } catch (RefusedInput refused) {
            refusedRightly(refused);
            return null;
        }
        PlainReading plain = taken();
        readAlike(plain, header, records);
        return plain;
    }

    private void refusedRightly(RefusedInput refused) {
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.getMessage()).hasSizeLessThan(4_000);
        String cause = refused.problems().get(0).cause();
        if (cause.contains("; save the file as UTF-8, or name its charset")) {
            assertThat(text).as(cause).isNull();
            return;
        }
        List<String> known = CAUSES.keySet().stream().filter(cause::startsWith).toList();
        assertThat(known).as(cause).hasSize(1);
        BiPredicate<HostileFile, PlainReading> bearsOut = Objects.requireNonNull(CAUSES.get(known.get(0)));
        boolean earlierThanBadBytes = text == null;
        assertThat(earlierThanBadBytes || possible.stream().anyMatch(plain -> bearsOut.test(file, plain)))
                .as(cause)
                .isTrue();
    }

    /** The delimiter is the one that yields the required columns; when several do, the one that yields most columns. */
    private PlainReading taken() {
        assertThat(text).as("what was taken is in its charset").isNotNull();
        return possible.stream()
                .filter(IntakeLaw::hasRequiredColumns)
                .sorted(Comparator.comparingInt(plain -> -plain.header.size()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("taken without the required columns"));
    }

    private void readAlike(PlainReading plain, Header header, List<CsvRecord> records) {
        assertThat(plain.gaveUp).isFalse();
        assertThat(hasColumnTwice(plain)).isFalse();
        assertThat(plain.header).hasSizeLessThanOrEqualTo(MAX_COLUMNS);
        assertThat(plain.records).allMatch(record -> record.length() <= MAX_RECORD_LENGTH);
        assertThat((long) records.size()).isLessThanOrEqualTo(file.maxRecords);
        assertThat(header.names()).isEqualTo(plain.header);
        assertThat(records).hasSize(plain.records.size() - 1);
        RequestForm form = new RequestForm(header.given(), "");
        for (int at = 0; at < records.size(); at++) {
            CsvRecord record = records.get(at);
            PlainRecord expected = plain.records.get(at + 1);
            assertThat(record.number()).isEqualTo(at + 1);
            assertThat(record.line()).isEqualTo(expected.line());
            assertThat(record.values()).isEqualTo(plain.valuesInColumns(expected));
            assertThat(record.miscounted()).isEqualTo(expected.fields().size() != plain.header.size());
            assertThat(record.malformation() != null)
                    .isEqualTo(record.miscounted() || isMalformed(plain, expected.fields()));
            Request request = form.read(header.givenOf(record.values()), record.malformation(), record.miscounted());
            assertThat(request.faults().contains(Reason.MALFORMED_RECORD)).isEqualTo(record.malformation() != null);
        }
    }

    private static boolean isMalformed(PlainReading plain, List<String> fields) {
        List<String> values = plain.values(fields);
        for (int column = 0; column < fields.size(); column++) {
            boolean bad = CONTROL.matcher(fields.get(column)).find()
                    || values.get(column).codePoints().count() > MAX_VALUE_LENGTH;
            if (bad && !PlainReading.isOurs(plain.header.get(column))) {
                return true;
            }
        }
        return false;
    }
}
