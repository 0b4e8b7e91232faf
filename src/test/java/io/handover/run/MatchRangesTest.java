package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file so long that it is matched in two ranges, perhaps at the same time, means what it would mean in one. Whatever
 * is told of two requests stands with one of them in each half.
 */
class MatchRangesTest {
    private static final int HALF = 5_001;
    private static final String HEADER = "order_number,order_number_type,smart_account,smart_account_key,requester";

    private static final String CONFLICT = "REJECTED CONFLICTING_REQUESTS";
    private static final String NOT_YOURS = "REJECTED HOLDING_ACCOUNT_NOT_YOURS";
    private static final String AMBIGUOUS = "REJECTED ACCOUNT_AMBIGUOUS";

    // Orders S1, S2, … are Ann's, and have the web order numbers W1, W2, …
    private static final String NUMBERS_AND_NAMES = """
            UPDATE orders SET web_order_number = 'W11' WHERE sales_order_number = 'S12';
            UPDATE orders SET web_order_number = sales_order_number WHERE sales_order_number IN ('S13', 'S14');
            UPDATE orders SET web_order_number = 'S15' WHERE sales_order_number = 'S16';
            UPDATE orders SET web_order_number = 'S17', partner = 'P2' WHERE sales_order_number = 'S18';
            UPDATE orders SET web_order_number = 'S19', partner = 'P2' WHERE sales_order_number = 'S20';
            INSERT INTO order_access SELECT id, 'ann@p1.example', false FROM orders WHERE sales_order_number = 'S20';
            UPDATE orders SET partner = 'P2' WHERE sales_order_number = 'S21';
            INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            VALUES ('one.example', 'one.example', 'one.example', 'CUSTOMER', 'ACTIVE', 'it@one.example',
                    'it@one.example', ''),
                   ('two@mail.example', 'Two@Mail.example', 'two@mail.example', 'CUSTOMER', 'ACTIVE',
                    'two@mail.example', 'two@mail.example', ''),
                   ('three.example', 'Same', 'same', 'CUSTOMER', 'ACTIVE', 'desk@mail.example', 'desk@mail.example', ''),
                   ('four.example', 'Same', 'same', 'CUSTOMER', 'ACTIVE', 'desk@mail.example', 'desk@mail.example', ''),
                   ('five.example', 'six.example', 'six.example', 'CUSTOMER', 'ACTIVE', '', '', ''),
                   ('six.example', 'Six', 'six', 'CUSTOMER', 'ACTIVE', '', '', '');
            INSERT INTO virtual_accounts (account_id, name, name_folded, is_default, restricted)
            SELECT a.id, 'DEFAULT', 'default', true, false
            FROM accounts a
            WHERE NOT EXISTS (SELECT FROM virtual_accounts v WHERE v.account_id = a.id)
            """;

    @TempDir
    private Path folder;

    private final List<String> requests = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();

    @Test
    void mayPartWhatBelongsTogether() throws IOException {
        fill();
        assertThat(RecordRange.of(requests.size()))
                .containsExactly(new RecordRange(1, HALF), new RecordRange(HALF + 1, 2 * HALF));
        try (Register prepared = new Register(Files.createDirectory(folder.resolve("prepared")), 2 * HALF + 100)) {
            prepared.sql.sql(NUMBERS_AND_NAMES).update();
            RunImage first = null;
            for (int workers : List.of(1, 4)) {
                try (Register register = prepared.copy(Files.createDirectory(folder.resolve("with" + workers)))) {
                    Path file = register.file("file.csv", HEADER, requests.stream());

                    Result result = register.run(file, "--workers", workers);

                    assertThat(result.status()).as(result.err()).isEqualTo(4);
                    assertThat(surprises(register.outcomes("file", 1))).isEmpty();
                    RunImage image = RunImage.of(register);
                    assertThat(first == null ? List.of() : image.differencesFrom(first))
                            .isEmpty();
                    first = image;
                }
            }
        }
    }

    private void fill() {
        List<String[]> pairs = List.of(
                // Repeats and conflicts, under one number and two.
                pair("S1,,a.example,", "ASSIGNED", "S1,,a.example,", "UNCHANGED"),
                pair("S2,,a.example,", "ASSIGNED", "W2,,Alpha,NAME", "UNCHANGED"),
                pair("S3,,a.example,", CONFLICT, "S3,,b.example,", CONFLICT),
                pair("S4,,a.example,", CONFLICT, "W4,WEB,b.example,", CONFLICT),
                pair(
                        "S5,,nowhere.example,",
                        CONFLICT + ";ACCOUNT_NOT_FOUND",
                        "W5,,same,",
                        CONFLICT + ";ACCOUNT_AMBIGUOUS"),
                pair("S6,,a.example,", CONFLICT, "W6,,nowhere.example,", CONFLICT + ";ACCOUNT_NOT_FOUND"),
                pair("S7,,same,", "REJECTED ACCOUNT_AMBIGUOUS", "W7,,SAME,", "REJECTED ACCOUNT_AMBIGUOUS"),
                pair("S8,,holding.p1.example,", "UNCHANGED", "W8,,a.example,", CONFLICT),
                pair("S9,,a.example,,bob@p2.example", "REJECTED ORDER_NOT_FOUND", "S9,,b.example,", "ASSIGNED"),
                // One number that fits several orders, an order that both of its numbers fit.
                pair("W11,,a.example,", "REJECTED ORDER_AMBIGUOUS", "W11,WEB,b.example,", "REJECTED ORDER_AMBIGUOUS"),
                pair("S11,,a.example,", "ASSIGNED", "S12,SALES,b.example,", "ASSIGNED"),
                pair("S13,,a.example,", "ASSIGNED", "S13,WEB,a.example,", "UNCHANGED"),
                pair("S14,SALES,a.example,", CONFLICT, "S14,,b.example,", CONFLICT),
                pair("S15,,a.example,", "REJECTED ORDER_AMBIGUOUS", "S15,SALES,a.example,", "ASSIGNED"),
                pair("S15,WEB,b.example,", "ASSIGNED", "S16,,b.example,", "UNCHANGED"),
                pair("S17,,a.example,", "ASSIGNED", "S17,WEB,a.example,", "REJECTED ORDER_NOT_FOUND"),
                pair("S19,,a.example,", "REJECTED ORDER_AMBIGUOUS", "S20,,b.example,", "ASSIGNED"),
                pair("S21,,a.example,", "REJECTED ORDER_NOT_FOUND", "S21,,b.example,,bob@p2.example", NOT_YOURS),
                // An account that several of its keys fit, and one text that fits several accounts.
                pair("S22,,one.example,", "ASSIGNED", "S22,,one.example,NAME", "UNCHANGED"),
                pair("S23,,two@mail.example,", "ASSIGNED", "W23,,TWO@mail.example,EMAIL", "UNCHANGED"),
                pair("S24,,two@mail.example,NAME", "ASSIGNED", "W24,,two@mail.example,DOMAIN", "UNCHANGED"),
                pair("S25,,desk@mail.example,", AMBIGUOUS, "S26,,desk@mail.example,EMAIL", AMBIGUOUS),
                pair("S27,,six.example,", AMBIGUOUS, "S28,,six.example,DOMAIN", "ASSIGNED"),
                pair("S29,,six.example,NAME", "ASSIGNED", "S29,,five.example,", "UNCHANGED"));
        for (int half = 0; half <= 2; half += 2) {
            for (String[] pair : pairs) {
                request(pair[half], pair[half + 1]);
            }
            int from = 100 + half * HALF / 2;
            IntStream.range(from, from + HALF - pairs.size())
                    .forEach(n -> request("S" + n + ",,a.example,", "ASSIGNED"));
        }
    }

    private static String[] pair(String first, String itsOutcome, String second, String itsOutcomeToo) {
        return new String[] {first, itsOutcome, second, itsOutcomeToo};
    }

    private List<String> surprises(List<String> found) {
        assertThat(found).hasSameSizeAs(requests);
        return IntStream.range(0, found.size())
                .filter(at -> !found.get(at).equals(outcomes.get(at)))
                .mapToObj(at -> requests.get(at) + ": " + found.get(at) + " and not " + outcomes.get(at))
                .toList();
    }

    private void request(String request, String outcome) {
        requests.add(request.endsWith("@p2.example") ? request : request + "," + Register.ANN);
        outcomes.add(outcome);
    }
}
