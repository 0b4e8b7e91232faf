package io.handover.command;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a delimiter as people write one: the character, or its name. */
final class Delimiter implements ITypeConverter<Character> {
    @Override
    public Character convert(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            default -> single(value);
        };
    }

    private static char single(String value) {
        if (value.length() != 1 || "\"\r\n\0".contains(value) || Character.isLetterOrDigit(value.charAt(0))) {
            throw new TypeConversionException(
                    "'" + value + "' cannot delimit fields: use comma, semicolon, tab or another single character");
        }
        return value.charAt(0);
    }
}
