package io.handover.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeaderTest {
    @Test
    void findsColumnsWithoutCaseAndWithBlanksAndUnderscoresAlike() {
        Header header = new Header(
                List.of("ORDER NUMBER", "\u00A0Smart__ Account ", "case\u00A0_number", "Straße", "order-date"));
        assertThat(header.indexOf("order_number")).isZero();
        assertThat(header.indexOf("smart_account")).isEqualTo(1);
        assertThat(header.indexOf("case_number")).isEqualTo(2);
        assertThat(header.indexOf("straße")).isEqualTo(3);
        assertThat(header.indexOf("order_date")).isEqualTo(-1);
        assertThat(header.names()).contains("\u00A0Smart__ Account ");
    }

    @Test
    void knowsTheColumnsThatAreOurs() {
        Header header = new Header(List.of("a", "__line", " __Codes", "_line", "'=b"));
        assertThat(IntStream.range(0, header.size()).filter(header::isOurs)).containsExactly(1, 2);
        assertThat(header.indexOf("_line")).isEqualTo(3);
        assertThat(header.hasLineColumn()).isTrue();
        assertThat(header.names()).endsWith("=b");
        assertThat(new Header(List.of("a", "_line", "__lines", "'=b")).hasLineColumn())
                .isFalse();
    }

    @Test
    void formulaQuotesInNamesComeOffBeforeNamesAreCompared() {
        assertThat(new Header(List.of("'=a", "=a", "__line")).problem(Set.of()))
                .isEqualTo("columns 1 and 2 are both =a");
        assertThat(new Header(List.of("'=a", "=a")).problem(Set.of())).isNull();
    }

    @Test
    void aNulInANameIsAReplacementCharacter() {
        assertThat(new Header(List.of("a\0b")).names()).containsExactly("a\uFFFDb");
    }

    @Test
    void tellsAllThatIsWrongAndNoMoreThanAMessageHolds() {
        List<String> names =
                IntStream.rangeClosed(1, 30).mapToObj(i -> "c" + i % 29).toList();
        assertThat(new Header(names).problem(Set.of("x", "y")))
                .startsWith("the required columns x, y are missing; the header has: c1, c2")
                .contains("c20, …; columns 1 and 30 are both c1");
    }

    @Test
    void ofVeryManyColumnsThatAreThereTwiceTellsTheFirst() {
        List<String> names = Collections.nCopies(1_000, "note");
        assertThat(new Header(names).problem(Set.of()))
                .startsWith("columns 1 and 2 are both note; columns 1 and 3 are both note; ")
                .endsWith("; and 989 more are there twice");
    }

    @Test
    void takesNoMoreColumnsThanRecordsCanBearToHave() {
        List<String> names =
                IntStream.rangeClosed(1, 1_025).mapToObj(i -> "c" + i).toList();
        assertThat(new Header(names).problem(Set.of()))
                .isEqualTo("the header has 1,025 columns; at most 1,024 are taken in");
        assertThat(new Header(names.subList(0, 1_024)).problem(Set.of())).isNull();
    }
}
