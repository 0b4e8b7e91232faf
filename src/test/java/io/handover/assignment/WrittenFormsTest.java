package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Forms that are told by quick looks, compared with the expressions that define them. */
class WrittenFormsTest {
    private static final int TEXTS = 200_000;

    private static final Pattern EMAIL_ADDRESS = Pattern.compile(
            "[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@.]+(\\.[^\\s\\p{Cntrl}@.]+)*", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern DAMAGED =
            Pattern.compile("[+-]?((\\d+[.,]\\d*|[.,]\\d+)[eE][+-]?\\d+|\\d+[eE][+-]\\d+|\\d+\\.0)");

    @Test
    void anEmailAddressHasWordsAndDotsBehindOneAt() {
        Random random = new Random(40);
        int addresses = 0;
        for (int text = 0; text < TEXTS; text++) {
            String any = anyOf("aaé😀@@..- \t\u00A0\u0085", random);
            boolean address = EMAIL_ADDRESS.matcher(any).matches();
            assertThat(Request.isEmailAddress(any)).as(any).isEqualTo(address);
            addresses += address ? 1 : 0;
        }
        assertThat(addresses).isGreaterThan(1_000);
    }

    @Test
    void noCharacterMakesAnEmailAddressThatMayNotBeInOne() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String some = Character.toString(character);
            for (String any : new String[] {"a" + some + "a@b.c", "a@b" + some + "b"}) {
                boolean address = EMAIL_ADDRESS.matcher(any).matches();
                assertThat(Request.isEmailAddress(any) == address)
                        .as("U+%04X", character)
                        .isTrue();
            }
        }
    }

    @Test
    void aNumberIsDamagedAsASpreadsheetDamagesIt() {
        Random random = new Random(41);
        int damaged = 0;
        for (int text = 0; text < TEXTS; text++) {
            String any = anyOf("0011eE+-.,W", random);
            Request request = new Request(any, "", "a.example", "", "", "a@b.example", "", "", "", null, false);
            boolean expected = DAMAGED.matcher(any).matches();
            assertThat(request.faults().contains(Reason.DAMAGED_NUMBER)).as(any).isEqualTo(expected);
            damaged += expected ? 1 : 0;
        }
        assertThat(damaged).isGreaterThan(1_000);
    }

    private static String anyOf(String alphabet, Random random) {
        int[] letters = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(8), 0, letters.length)
                .mapToObj(letter -> Character.toString(letters[letter]))
                .collect(Collectors.joining());
    }
}
