package io.handover.command;

import io.handover.ledger.RejectionLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A limit as it is written on the command line: {@code 10} or {@code 2.5%}. */
final class MaxRejected implements ITypeConverter<RejectionLimit> {
    @Override
    public RejectionLimit convert(String text) {
        try {
            return new RejectionLimit(text);
        } catch (IllegalArgumentException noLimit) {
            throw new TypeConversionException(String.valueOf(noLimit.getMessage()));
        }
    }
}
