package io.handover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionLimitTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 10, false",
        "0, 1, 10, true",
        "3, 3, 10, false",
        "3, 4, 10, true",
        "999999999, 5000000, 5000000, false",
        "0%, 1, 5000000, true",
        "5%, 5, 100, false",
        "5%, 6, 100, true",
        "33.3%, 1, 3, true",
        "33.34%, 1, 3, false",
        "100%, 3, 3, false",
        "5%, 0, 0, false",
    })
    void isExceededByMore(String limit, int rejected, int read, boolean exceeded) {
        assertThat(new RejectionLimit(limit).isExceededBy(rejected, read)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1,5%", "5 %", "%", "many", "1e3", "9999999999"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> new RejectionLimit(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is neither a number of requests, as in 10, nor a percentage, as in 2.5%.");
    }
}
