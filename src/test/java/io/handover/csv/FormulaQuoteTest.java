package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaQuoteTest {
    private static final Pattern FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r]");
    private static final Pattern QUOTED_FORMULA = Pattern.compile("^'+[=+\\-@\\t\\r]");

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-3", "@home", "\t=1", "\r=1", "'=1", "'''@", "="})
    void quotesWhatASpreadsheetWouldTakeForAFormula(String value) {
        assertThat(FormulaQuote.add(value)).isEqualTo("'" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "''", "'plain apostrophe", "1=1", " =1", "\n=1", "a-b"})
    void leavesOtherValuesAsTheyAre(String value) {
        assertThat(FormulaQuote.add(value)).isEqualTo(value);
        assertThat(FormulaQuote.takeOff(value)).isEqualTo(value);
    }

    @Test
    void goesBackToEveryValueAndMatchesTheContract() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                value.append("''=+-@\t\r\n x".charAt(random.nextInt(11)));
            }
            String text = value.toString();
            assertThat(FormulaQuote.add(text).equals("'" + text))
                    .isEqualTo(FORMULA.matcher(text).find());
            assertThat(FormulaQuote.takeOff(text).length() < text.length())
                    .isEqualTo(QUOTED_FORMULA.matcher(text).find());
            assertThat(FormulaQuote.takeOff(FormulaQuote.add(text))).isEqualTo(text);
        }
    }
}
