package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every vector of docs/ledger-format.md is what Handover makes, and none is missing. */
class FormatVectorsTest {
    private static final List<String> NAMES = names("""
            outcome 6.1 6.2 6.3
            leaf 6.1 6.2 6.3 7.1 7.2 7.3 7.4 7.5
            root 6 7 8
            statement 1 2 3
            hash 1 2 3
            log 0 1 2 3
            head 3
            consistency 1,2 1,3 2,3 3,3
            selection 7:2,5 7:1 7:4 7:1,2,3,4,5
            path 7:2 7:5
            """);

    private static final String BLOCK = "```vectors\n";

    private final String page = FormatPage.text();

    @Test
    void eachIsWhatHandoverMakes() throws IOException {
        check(page);
    }

    @Test
    void noneCanBeAlteredOrMissing() {
        List<String> vectors = FormatPage.blocks(page, "vectors").stream()
                .flatMap(String::lines)
                .toList();
        assertThat(vectors).hasSameSizeAs(NAMES);
        for (String vector : vectors) {
            // Its last digit, which is in the name where the value is an empty list.
            assertWrong(page.replace(vector + "\n", vector.replaceFirst("[0-8](?=[^0-8]*$)", "9") + "\n"));
            assertWrong(page.replace(vector + "\n", ""));
            assertWrong(page.replace(vector + "\n", vector + "\n" + vector + "\n"));
        }
    }

    @Test
    void noneCanBeAddedThatIsNotKnown() {
        assertWrong(page.replaceFirst(BLOCK, BLOCK + "peak 3 -\n"));
        assertWrong(page.replaceFirst(BLOCK, BLOCK + "consistency 0,3 -\n"));
    }

    private static void assertWrong(String page) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(page));
    }

    private static void check(String page) throws IOException {
        FormatVectors vectors = new FormatVectors(page);
        assertThat(vectors.values()).containsOnlyKeys(NAMES);
        vectors.values()
                .forEach(
                        (name, value) -> assertThat(vectors.made(name)).as(name).isEqualTo(value));
    }

    private static List<String> names(String kinds) {
        return kinds.lines()
                .map(line -> line.split(" "))
                .flatMap(line -> Arrays.stream(line).skip(1).map(of -> line[0] + " " + of))
                .toList();
    }
}
