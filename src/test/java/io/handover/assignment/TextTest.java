package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    private static final int PAIRS = 20_000;
    private static final int TEXTS = 50_000;
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\n", "\r", "\u00A0", "\u2007", "\u202F", "\u3000", "\u2028", " \u00A0\t "})
    void takesBlanksOffBothEndsAndLeavesThoseWithin(String blank) {
        assertThat(Text.strip(blank + "a" + blank + "b" + blank)).isEqualTo("a" + blank + "b");
        assertThat(Text.fold(blank + "A" + blank + "B" + blank)).isEqualTo("a" + blank + "b");
        assertThat(Text.strip(blank)).isEmpty();
        assertThat(Text.strip("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u200B", "\uFEFF", "\uFFFD", "\u0301", "\uD83D\uDE00"})
    void takesNothingElseOff(String mark) {
        assertThat(Text.strip(mark + "a" + mark)).isEqualTo(mark + "a" + mark);
    }

    @ParameterizedTest
    @CsvSource({
        "SMART.EXAMPLE, smart.example",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "ΟΔΟΣ, οδοσ",
        "ISTANBUL, istanbul",
        "İSTANBUL, istanbul",
        "ısparta, ISPARTA",
        "STRAẞE, straße",
        "MÜLLER, müller",
        "Ǆ, ǆ",
        "ǅ, ǆ",
        "𐐀, 𐐨",
        "𞤀, 𞤢",
    })
    void foldsWhatDiffersInNothingButCase(String one, String other) {
        assertThat(Text.fold(one)).isEqualTo(Text.fold(other));
        assertThat(one).isEqualToIgnoringCase(other);
    }

    @ParameterizedTest
    @CsvSource({"straße, strasse", "é, e", "ﬁ, fi", "½, 1/2", "a-b, ab", "Å, A"})
    void keepsApartWhatIsNotTheSameLetter(String one, String other) {
        assertThat(Text.fold(one)).isNotEqualTo(Text.fold(other));
    }

    @Test
    void foldsAsNoLanguageDoesInParticular() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Text.fold("TITLE")).isEqualTo("title");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Letters of which one case is another's, in pairs that are often equal. */
    @Test
    void foldsToEqualTextsExactlyThoseThatAreEqualWithoutCase() {
        List<String> letters = "aAiIİısSſßẞσςΣkKKåÅÅǄǅǆθϑΘ𐐀𐐨éÉ1-"
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
        Random random = new Random(20_101_201);
        for (int pair = 0; pair < PAIRS; pair++) {
            String one = word(letters, random);
            String other = word(letters, random);
            assertThat(Text.fold(one).equals(Text.fold(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.equalsIgnoreCase(other));
        }
    }

    private static String word(List<String> letters, Random random) {
        return random.ints(1 + random.nextInt(2), 0, letters.size())
                .mapToObj(letters::get)
                .collect(Collectors.joining());
    }

    /** A text in ASCII is folded and shown in a short way, which must end where the long one does. */
    @Test
    void takesTheShortWayToTheSameText() {
        Random random = new Random(4);
        for (int text = 0; text < TEXTS; text++) {
            String any = random.ints(random.nextInt(8), 0, random.nextInt(10) == 0 ? 0x250 : 0x81)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(Text.fold(any)).isEqualTo(foldedLetterByLetter(any));
            assertThat(Text.excerpt(any, 6)).isEqualTo(shownLetterByLetter(any, 6));
        }
    }

    @Test
    void knowsEveryBlank() {
        for (char character = 0; character < Character.MAX_VALUE; character++) {
            boolean blank = Character.isWhitespace(character) || Character.isSpaceChar(character);
            assertThat(Text.strip("a" + character).length())
                    .as("%04X", (int) character)
                    .isEqualTo(blank ? 1 : 2);
        }
    }

    private static String foldedLetterByLetter(String text) {
        return Text.strip(text)
                .codePoints()
                .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String shownLetterByLetter(String text, int length) {
        String shown = text.codePoints()
                .limit(length)
                .mapToObj(letter -> HARMFUL.matcher(Character.toString(letter)).replaceAll("\uFFFD"))
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > length ? shown + "…" : shown;
    }
}
