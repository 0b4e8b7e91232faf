package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunsCommandTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final TestProgram PROGRAM = TestProgram.on(DATABASE);

    /** Run 1 to 30 began on the first day of a month each; the second calls itself running. */
    private static final String ROWS = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, started_by, started,
                              program_version)
            SELECT n, 'preview', CASE n WHEN 2 THEN 'RUNNING' ELSE 'COMPLETED' END, 'Ämter''s ' || n || '.csv', 1,
                   repeat('0', 64), 'ann@p1.example', 'u', timestamptz '2024-01-01Z' + make_interval(months => n - 1), '1'
            FROM generate_series(1, 30) n
            """;

    @BeforeAll
    static void fill() {
        JdbcClient.create(DATABASE.dataSource()).sql(ROWS).update();
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static Result runs(Object... options) {
        Result result =
                PROGRAM.run(Stream.concat(Stream.of("runs"), Stream.of(options)).toArray());
        assertThat(result.err()).isEmpty();
        return result;
    }

    private static String lastLine(Result result) {
        return result.out().lines().reduce((first, second) -> second).orElseThrow();
    }

    @Test
    void endsWithTheCommandForTheNextPage() {
        assertThat(lastLine(runs())).isEqualTo("The next page: handover runs --before 11");
        assertThat(lastLine(runs("--before", 11))).startsWith("     1  2024-01-01T00:00:00Z");
        assertThat(lastLine(runs("--file", "ämter's", "--since", "2024-02-01", "--limit", "3", "--before", "9")))
                .isEqualTo("The next page: handover runs --file 'ämter'\\''s' --since 2024-02-01 --limit 3 --before 6");
    }

    @Test
    void saysNothingOfANextPageThatIsNotThere() {
        assertThat(runs("--limit", 30).out()).doesNotContain("next page");
        assertThat(runs("--json").out().lines()).hasSize(20).allMatch(line -> line.startsWith("{\"run\":"));
    }

    @Test
    void takesADateAsAWholeDay() {
        assertThat(runs("--since", "2024-03-01", "--until", "2024-05-01", "--json")
                        .out())
                .contains("\"run\":5,", "\"run\":3,")
                .doesNotContain("\"run\":6,", "\"run\":2,");
        assertThat(runs("--until", "2024-05-01T00:00:00Z", "--json").out())
                .contains("\"run\":4,")
                .doesNotContain("\"run\":5,");
        assertThat(runs("--since", "2024-05-01T00:00:01", "--json").out().lines())
                .hasSize(20);
    }

    @Test
    void findsWhatWasInterrupted() {
        assertThat(runs("--state", "INTERRUPTED", "--json").out())
                .startsWith("{\"run\":2,")
                .hasLineCount(1);
        assertThat(runs("--state", "RUNNING").out()).isEqualTo(String.format("There are no such runs.%n"));
    }

    @Test
    void findsByRequesterWithoutCase() {
        assertThat(runs("--requester", "Ann@P1.example ", "--limit", 40, "--json")
                        .out())
                .hasLineCount(30);
    }

    @Test
    void refusesARunThatIsNotThere() {
        Result result = PROGRAM.run("runs", "--before", 31);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("There is no run 31.");
    }
}
