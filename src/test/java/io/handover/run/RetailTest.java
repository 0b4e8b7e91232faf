package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Three days of real invoices with expected outcomes; see {@code src/test/resources/retail/README.md}. */
class RetailTest {
    private static final Path RETAIL = Path.of("src/test/resources/retail");
    private static final List<String> DAYS = List.of("2010-12-01", "2011-03-15", "2011-11-17");

    private static final String PLACES = """
            SELECT o.sales_order_number || ',' || coalesce(a.domain, '') || ',' || coalesce(v.name, '')
            FROM orders o
            LEFT JOIN accounts a ON a.id = o.account_id
            LEFT JOIN virtual_accounts v ON v.id = o.virtual_account_id
            ORDER BY o.sales_order_number
            """;

    @TempDir
    private Path folder;

    @Test
    void outcomesAndFinalPlacesAreThoseExpectedWhateverTheNumberOfWorkers() throws IOException {
        List<Path> withOne = decideAllDays(1);
        List<Path> withFour = decideAllDays(4);

        for (int at = 0; at < withOne.size(); at++) {
            assertThat(withFour.get(at)).hasSameBinaryContentAs(withOne.get(at));
        }
    }

    private List<Path> decideAllDays(int workers) throws IOException {
        Path reports = folder.resolve("with-" + workers);
        try (TestDatabase database = TestDatabase.create()) {
            TestProgram program = TestProgram.on(database);
            assertThat(program.run("load", RETAIL.resolve("facts")).status()).isZero();
            for (String day : DAYS) {
                Result result = program.run(
                        "run",
                        RETAIL.resolve("requests-" + day + ".csv"),
                        "--requester",
                        "lea_martin@uk-sco.partner.example",
                        "--accept-terms",
                        "--json",
                        "--results",
                        "--workers",
                        workers,
                        "--out",
                        reports);
                assertThat(result.status()).as(result.err()).isEqualTo(4);
                assertBalanced(result.json());
            }
            for (int run = 1; run <= DAYS.size(); run++) {
                assertThat(decided(reports, run)).isEqualTo(expected(DAYS.get(run - 1)));
            }
            assertThat(JdbcClient.create(database.dataSource())
                            .sql(PLACES)
                            .query(String.class)
                            .list())
                    .isEqualTo(expectedPlaces());
        }
        try (var files = Files.list(reports)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertBalanced(JsonNode summary) {
        int sum = summary.get("assigned").asInt()
                + summary.get("unchanged").asInt()
                + summary.get("deferred").asInt()
                + summary.get("rejected").asInt();
        assertThat(sum).isEqualTo(summary.get("read").asInt()).isPositive();
    }

    private static List<String> decided(Path reports, int run) {
        Path report = reports.resolve("requests-" + DAYS.get(run - 1) + ".run-" + run + ".results.csv");
        return Register.records(report).stream()
                .map(each -> each.get("__line") + "," + each.get("__status") + "," + each.get("__codes"))
                .toList();
    }

    private static List<String> expected(String day) throws IOException {
        return Register.records(RETAIL.resolve("expected-" + day + ".csv")).stream()
                .map(each -> each.get("line") + "," + each.get("status") + "," + each.get("codes"))
                .toList();
    }

    private static List<String> expectedPlaces() throws IOException {
        return Register.records(RETAIL.resolve("expected-final.csv")).stream()
                .map(RetailTest::place)
                .sorted()
                .toList();
    }

    private static String place(CSVRecord order) {
        return order.get("sales_order_number") + "," + order.get("account_domain") + "," + order.get("virtual_account");
    }
}
