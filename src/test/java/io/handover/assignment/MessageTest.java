package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void saysEverythingThatIsAgainstARequestInOrder() {
        Request request = new Request("W-9", "", "x", "", "Lab", "a@b", "NONE", "", "", null, false);
        Order order = new Order(
                7,
                "SO-7",
                "WO-7",
                Order.Kind.STOCKING,
                "ENTERED",
                "",
                "acme",
                new Place(Site.OTHER_CUSTOMER.account("ACTIVE"), new VirtualAccount(1, "DEFAULT")),
                false);
        Facts facts =
                new Facts(Requester.OF_PARTNER.person, 1, order, 1, Site.CUSTOMER.account("LOCKED"), null, true, null);
        assertThat(RuleBook.decide(request, facts).message()).isEqualTo("""
                Other records of the file send order SO-7 elsewhere. \
                Order SO-7 is of kind STOCKING, which cannot be assigned. \
                Order SO-7 is in other-customer.example; expected_account says "NONE". \
                Order SO-7 is in customer account other-customer.example; \
                moving it to customer.example needs a justification. \
                Account customer.example has status "LOCKED" and cannot receive orders. \
                Account customer.example has no virtual account "Lab". \
                Order SO-7 is not shipped: its status is "ENTERED". \
                Order SO-7 is in export hold: its export status is "".""");
    }

    @Test
    void namesTheFieldsThatAreMissingAndTheValuesThatCannotBe() {
        Request request = new Request("", "ANY", "", "URL", "", "who", "", "", "", null, false);
        assertThat(message(request)).isEqualTo("""
                Required but blank: order_number, smart_account. \
                A value cannot be right: order_number_type is "ANY", not SALES, WEB or blank; \
                smart_account_key is "URL", not DOMAIN, NAME, EMAIL or blank; \
                requester is "who", which cannot be an e-mail address.""");
    }

    @ParameterizedTest
    @CsvSource({"'', 'domain, name or address'", "Domain, domain", "NAME, name", "email, email"})
    void saysByWhatAnAccountWasLookedFor(String key, String said) {
        Request request = new Request("W-9", "", "a@b", key, "", "a@b", "", "", "", null, false);
        assertThat(message(request)).contains("No account was found by " + said + " \"a@b\".");
    }

    @Test
    void saysThatTheDefaultIsMissingWhereNoFolderWasNamed() {
        Request request = new Request("W-9", "", "x", "", "", "a@b", "", "", "", null, false);
        Facts facts = new Facts(null, 0, null, 1, Site.CUSTOMER.account("ACTIVE"), null, false, null);
        assertThat(RuleBook.decide(request, facts).message())
                .endsWith("Account customer.example has no default virtual account.");
    }

    @Test
    void cutsALongValueAfterEightyCharactersAndNeverWithinOne() {
        assertThat(message(withNumber("x".repeat(80)))).contains('"' + "x".repeat(80) + '"');
        assertThat(message(withNumber("x".repeat(81)))).contains('"' + "x".repeat(80) + "…\"");
        assertThat(message(withNumber("😀".repeat(80)))).contains('"' + "😀".repeat(80) + '"');
        assertThat(message(withNumber("😀".repeat(4096)))).contains('"' + "😀".repeat(80) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{requester}", "$1", "\\", "a\"b", "{order}", "%s", "=1+1", "${x}"})
    void putsAValueInAsItIs(String value) {
        assertThat(message(withNumber(value)))
                .contains("No order \"" + value + "\" was found that \"a@b\" may act on.");
    }

    /** As files that are refused do: {@code first\nRun 1: 10 read, 10 assigned} would be a line of its own. */
    @ParameterizedTest
    @ValueSource(ints = {'\n', '\r', '\t', 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0x202E, 0x200F})
    void showsCharactersThatWouldBreakALineOrActOnATerminalAsReplaced(int character) {
        String value = "a" + Character.toString(character) + "b";
        assertThat(message(withNumber(value))).contains("No order \"a\uFFFDb\" was found");
    }

    private static Request withNumber(String number) {
        return new Request(number, "", "x", "", "", "a@b", "", "", "", null, false);
    }

    private static String message(Request request) {
        Facts facts = new Facts(Requester.OF_PARTNER.person, 0, null, 0, null, null, false, null);
        return String.valueOf(RuleBook.decide(request, facts).message());
    }
}
