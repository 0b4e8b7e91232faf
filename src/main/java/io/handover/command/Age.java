package io.handover.command;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long ago, or for how long, as it is written on the command line: {@code 30d}, {@code 12h}. */
final class Age implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            Duration age = DurationStyle.SIMPLE.parse(text);
            if (!age.isNegative()) {
                return age;
            }
        } catch (IllegalArgumentException noDuration) {
            // Said below, in one way for all that is wrong.
        }
        throw new TypeConversionException("'" + text + "' is not a time, as in 30d or 12h.");
    }
}
