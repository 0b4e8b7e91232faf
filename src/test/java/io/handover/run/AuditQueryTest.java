package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each option of an export leaves of two runs. */
class AuditQueryTest {
    @TempDir
    private static Path folder;

    private static Register register;

    @BeforeAll
    static void setUp() {
        register = new Register(folder, 8);
        decide(
                "first.csv",
                "S1,a.example,ann@p1.example",
                "S2,pending.example,ann@p1.example",
                "S99,a.example,ann@p1.example");
        decide("second.csv", "S4,b.example,ann@p1.example", "S1,b.example,bob@p2.example");
    }

    @AfterAll
    static void tearDown() {
        register.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--status ASSIGNED                     | 1:2 2:2",
                "--status DEFERRED --status REJECTED   | 1:3 1:4 2:3",
                "--reason ACCOUNT_PENDING              | 1:3",
                "--order S1                            | 1:2 2:3",
                "--order W4                            | 2:2",
                "--order S99                           | 1:4",
                "--account A.example                   | 1:2 1:4",
                "--account b.example --run 2           | 2:2 2:3",
                "--run 1                               | 1:2 1:3 1:4",
                "--partner P1                          | 1:2 1:3 2:2",
                "--partner P2                          | ''",
                "--requester ANN@p1.example            | 1:2 1:3 1:4 2:2",
                "--from 2020-01-01 --until 2020-12-31  | ''",
                "--from 2020-01-01 --requester bob@p2.example | 2:3",
                "--until 2020-01-01T00:00:00Z          | ''",
            })
    void eachConditionNarrows(String options, String expected) throws IOException {
        Path export = folder.resolve("some.csv");
        List<Object> arguments = new ArrayList<>(List.of("audit", "export", "--out", export));
        arguments.addAll(List.of(options.split(" ", -1)));

        Result result = register.program().run(arguments.toArray());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(Register.records(export).stream().map(row -> row.get("run") + ":" + row.get("line")))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
        assertThat(AuditCommandTest.verifyAlone(export).status()).isZero();
        assertThat(Files.readString(Path.of(export + ".manifest.json")))
                .contains(options.split(" ", -1)[0].substring(2));
    }

    private static void decide(String name, String... requests) {
        Path file = register.file(name, Register.HEADER, Stream.of(requests));
        assertThat(register.run(file).status()).isEqualTo(4);
    }
}
