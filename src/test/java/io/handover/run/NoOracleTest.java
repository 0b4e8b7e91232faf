package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two registers answer the same file. In one the orders of other partners exist, in every state that an order can be
 * in; in the other they never did. A requester who may not act on them must not be able to tell the two apart.
 */
class NoOracleTest {
    private static final String HEADER =
            "order_number,order_number_type,smart_account,virtual_account,requester,expected_account,justification";

    private static final List<String> STRANGERS = List.of(
            Register.ANN, "nobody@p2.example", "inactive@p2.example", "employee@vendor.example", "blank@p3.example");

    private static final List<String> DESTINATIONS = List.of(
            "a.example,",
            "b.example,Lab",
            "pending.example,",
            "holding.p1.example,",
            "nowhere.example,",
            "a.example,None");

    private static final List<String> EXPECTED = List.of("", "NONE", "a.example", "holding.p2.example");

    private static final String PEOPLE = """
            INSERT INTO people (email, organization, active, internal)
            VALUES ('inactive@p2.example', 'P2', false, false),
                   ('employee@vendor.example', 'VENDOR', true, true),
                   ('blank@p3.example', '', true, false);
            INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            VALUES ('holding.p2.example', 'P2 holding', 'p2 holding', 'HOLDING', 'ACTIVE', '', '', 'P2');
            INSERT INTO virtual_accounts (account_id, name, name_folded, is_default, restricted)
            SELECT id, 'DEFAULT', 'default', true, false
            FROM accounts
            WHERE domain = 'holding.p2.example'
            """;

    // Each is somebody else's: in other places and states, and some with a number that an order of Ann's has, too.
    private static final String ORDERS_OF_OTHERS = """
            INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner, account_id,
                                virtual_account_id)
            SELECT x.number, x.web, x.kind, x.status, x.export, x.partner, a.id, v.id
            FROM (VALUES ('F1', 'G1', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F2', 'G2', 'STANDARD', 'SHIPPED', 'NONE', 'P2', NULL),
                         ('F3', 'G3', 'STANDARD', 'SHIPPED', 'HELD', 'P2', 'holding.p2.example'),
                         ('F4', 'G4', 'STANDARD', 'SHIPPED', 'DENIED', 'P2', 'holding.p2.example'),
                         ('F5', 'G5', 'STANDARD', 'CANCELLED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F6', 'G6', 'STOCKING', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F7', 'G7', 'ENTERPRISE_AGREEMENT', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F8', 'G8', 'STANDARD', 'BOOKED', 'PENDING', 'P2', NULL),
                         ('F9', 'G9', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'a.example'),
                         ('F10', 'G10', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'b.example'),
                         ('F11', 'G11', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'holding.p1.example'),
                         ('F12', 'G12', 'STANDARD', 'SHIPPED', 'NONE', '', 'holding.p2.example'),
                         ('F13', 'G13', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F14', 'G1', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F15', 'W1', 'STANDARD', 'SHIPPED', 'NONE', 'P2', 'holding.p2.example'),
                         ('F16', 'S2', 'STANDARD', 'SHIPPED', 'HELD', 'P2', 'a.example'),
                         ('W3', 'F17', 'STANDARD', 'CANCELLED', 'NONE', 'P2', NULL))
                 AS x (number, web, kind, status, export, partner, domain)
            LEFT JOIN accounts a ON a.domain = x.domain
            LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.is_default;
            INSERT INTO order_access (order_id, email, revoked)
            SELECT id, 'ann@p1.example', true
            FROM orders
            WHERE sales_order_number = 'F13'
            """;

    private static final String MORE_OF_ANNS = """
            INSERT INTO orders (sales_order_number, web_order_number, kind, status, export_status, partner, account_id,
                                virtual_account_id)
            SELECT 'S' || n, 'W' || n, 'STANDARD', 'SHIPPED', 'NONE', 'P1', account_id, virtual_account_id
            FROM generate_series(4, 6) n, orders
            WHERE sales_order_number = 'S1'
            ORDER BY n
            """;

    private static final String LEDGER = """
            SELECT concat_ws('|', x.record, x.line, x.requester, x.reference, x.justification, x.case_number, x.status,
                             x.codes, x.message, x.order_number, x.sales_order_number, x.web_order_number, x.from_account,
                             x.from_virtual_account, x.to_account, x.to_virtual_account)
            FROM outcomes x
            ORDER BY x.record
            """;

    // In the order of work.
    private static final String MATCHES = """
            SELECT concat_ws('|', record, orders_found, order_number, accounts_found, domain, virtual_account, conflicting)
            FROM matches
            ORDER BY order_key, record
            """;

    private static final String BOOKS = """
            SELECT concat_ws('|', t.status, t.code, t.requests, s.number, s.outcomes)
            FROM tallies t
            JOIN seals s USING (run_id)
            ORDER BY t.status, t.code
            """;

    @TempDir
    private Path folder;

    /** What can be seen of a run, but for times and what the database numbers by itself. */
    private record Seen(
            List<String> files,
            String summary,
            List<String> progress,
            List<String> matches,
            List<String> ledger,
            List<String> books) {

        List<String> lines() {
            return Stream.of(progress, matches, ledger, books, files, List.of(summary))
                    .flatMap(List::stream)
                    .flatMap(String::lines)
                    .toList();
        }
    }

    /** Shows the first difference only: all that was seen is too much to be told. */
    private static <T> void assertSame(List<T> there, List<T> notThere) {
        for (int at = 0; at < Math.min(there.size(), notThere.size()); at++) {
            assertThat(there.get(at)).as("line %d", at).isEqualTo(notThere.get(at));
        }
        assertThat(there.size()).isEqualTo(notThere.size());
    }

    private Register register(String name, boolean withOrdersOfOthers) throws IOException {
        Register register = new Register(Files.createDirectory(folder.resolve(name)), 3);
        register.sql.sql(PEOPLE).update();
        if (withOrdersOfOthers) {
            register.sql.sql(ORDERS_OF_OTHERS).update();
        }
        register.sql.sql(MORE_OF_ANNS).update();
        return register;
    }

    private static Seen run(Register register, List<String> requests, Object... more) throws IOException {
        Path file = register.file("requests.csv", HEADER, requests.stream());
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        Result result = register.program().runWith(progress::add, register.arguments(file, more));
        assertThat(result.status()).as(result.err()).isEqualTo(4);
        String reportsFolder = register.reports().toString();
        List<String> files = new ArrayList<>();
        try (Stream<Path> reports = Files.list(register.reports())) {
            for (Path report : reports.sorted().toList()) {
                files.add(report.getFileName() + "\n"
                        + Files.readString(report)
                                .replaceAll("\"(started|sealed|accepted|time|root)\" : \"[^\"]*\"", ""));
            }
        }
        return new Seen(
                files,
                (result.out() + result.err()).replace(reportsFolder, ""),
                progress,
                texts(register, MATCHES),
                texts(register, LEDGER),
                texts(register, BOOKS));
    }

    private static List<String> texts(Register register, String sql) {
        return register.sql.sql(sql).query((row, number) -> row.getString(1)).list();
    }

    /** Every order of others, and of Ann's, by each of its numbers, in every way that a request can name it. */
    private static List<String> requestsOf(List<String> requesters) {
        List<String> requests = new ArrayList<>();
        for (String requester : requesters) {
            for (int order = 1; order <= 17; order++) {
                for (String number :
                        List.of("F" + order + ",", "F" + order + ",SALES", "G" + order + ",", "G" + order + ",WEB")) {
                    for (String destination : DESTINATIONS) {
                        for (String expected : EXPECTED) {
                            requests.add(number + "," + destination + "," + requester + "," + expected + ",merger");
                        }
                    }
                }
            }
        }
        // Numbers of which one order is Ann's, and one somebody else's.
        requests.add("W1,,a.example,," + Register.ANN + ",,");
        requests.add("S2,,b.example,Lab," + Register.ANN + ",holding.p1.example,");
        requests.add("W3,,a.example,Lab," + Register.ANN + ",,");
        requests.add("S4,,a.example,Lab," + Register.ANN + ",,");
        requests.add("S5,,a.example,," + Register.ANN + ",,");
        requests.add("W5,WEB,b.example,," + Register.ANN + ",,");
        return requests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "preview"})
    void whatExistsAndIsNotYoursIsAsIfItDidNotExist(String mode) throws IOException {
        Object[] more =
                mode.equals("preview") ? new Object[] {"--preview", "--workers", "3"} : new Object[] {"--workers", "3"};
        List<String> requests = requestsOf(STRANGERS);
        try (Register with = register("with", true);
                Register without = register("without", false)) {
            Seen there = run(with, requests, more);
            Seen notThere = run(without, requests, more);

            assertSame(there.lines(), notThere.lines());
            assertThat(there.equals(notThere))
                    .as("the same, line ends included")
                    .isTrue();
            assertThat(there.files()).hasSize(3);
            assertThat(with.outcomes("requests", 1).subList(requests.size() - 6, requests.size()))
                    .containsExactly(
                            "ASSIGNED",
                            "ASSIGNED",
                            "ASSIGNED",
                            "ASSIGNED",
                            "REJECTED CONFLICTING_REQUESTS",
                            "REJECTED CONFLICTING_REQUESTS");
            System.out.printf(
                    "no oracle: %,d requests for 17 orders of others (%s), 0 differences%n", requests.size() - 6, mode);
        }
    }

    @Test
    void whatOthersAskForTheOrderInTheSameFileShowsNothingEither() throws IOException {
        List<String> requests = new ArrayList<>();
        for (String request : requestsOf(List.of(Register.ANN))) {
            requests.add(request);
            requests.add(request.replace(Register.ANN, "bob@p2.example"));
        }
        try (Register with = register("with", true);
                Register without = register("without", false)) {
            run(with, requests, "--workers", "3");
            run(without, requests, "--workers", "3");

            assertSame(resultsOf(with, Register.ANN), resultsOf(without, Register.ANN));
            assertThat(resultsOf(with, "bob@p2.example")).isNotEqualTo(resultsOf(without, "bob@p2.example"));
        }
    }

    private static List<List<String>> resultsOf(Register register, String requester) {
        return register.results("requests", 1).stream()
                .filter(record -> record.get("requester").equals(requester))
                .map(CSVRecord::toList)
                .toList();
    }
}
