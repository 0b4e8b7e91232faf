package io.handover.ledger;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How many requests of a run may be rejected before nothing of it is applied.
 *
 * @param text a number of requests, {@code 10}, or how many in a hundred, {@code 2.5%}
 */
public record RejectionLimit(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}|[0-9]{1,3}(?:\\.[0-9]{1,6})?%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws IllegalArgumentException when the text is no such limit */
    public RejectionLimit {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number of requests, as in 10, nor a percentage, as in 2.5%.");
        }
    }

    /** Whether so many rejected of so many are more than that. */
    public boolean isExceededBy(int rejected, int read) {
        if (!text.endsWith("%")) {
            return rejected > Integer.parseInt(text);
        }
        BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
        return HUNDRED.multiply(BigDecimal.valueOf(rejected)).compareTo(percent.multiply(BigDecimal.valueOf(read))) > 0;
    }
}
