package io.handover.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a time or a date on the command line stands for: a moment, or a whole day of UTC.
 *
 * @param end after a day; for a moment the same as its start
 */
record TimeSpan(Instant start, Instant end) {

    /** Reads {@code 2026-03-29T02:30:00Z}, the same without the zone, which is UTC then, or {@code 2026-03-29}. */
    static final class Converter implements ITypeConverter<TimeSpan> {
        private static final List<Function<String, TimeSpan>> FORMS = List.of(
                text -> moment(Instant.parse(text)),
                text -> moment(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)),
                text -> day(LocalDate.parse(text)));

        @Override
        public TimeSpan convert(String text) {
            for (Function<String, TimeSpan> form : FORMS) {
                try {
                    return form.apply(text);
                } catch (DateTimeParseException another) {
                    // The next form may fit.
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is neither a date, as in 2026-03-29, nor a time, as in 2026-03-29T02:30:00Z.");
        }

        private static TimeSpan moment(Instant moment) {
            return new TimeSpan(moment, moment);
        }

        private static TimeSpan day(LocalDate day) {
            return new TimeSpan(
                    day.atStartOfDay().toInstant(ZoneOffset.UTC),
                    day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
    }
}
