package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes handed in twice are the same run, unless something else was asked of them. */
class SameFileTest {
    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void isAnsweredWithTheFirstRunsSummaryAndAppliesNothing() throws IOException {
        Path file = register.moves("monday.csv", 2, "a.example");
        Result first = register.run(file);
        String history = history();

        Path sameBytes = Files.copy(file, folder.resolve("tuesday.csv"));
        Result second = register.run(sameBytes);

        assertThat(first.status()).isZero();
        assertThat(second.status()).isZero();
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(history()).isEqualTo(history);
        assertThat(register.count("SELECT count(*) FROM runs")).isOne();
    }

    @Test
    void isAnsweredWithTheExitStatusOfTheFirstRun() {
        Path file = register.moves("monday.csv", 2, "pending.example");

        assertThat(register.run(file).status()).isEqualTo(4);
        assertThat(register.run(file).status()).isEqualTo(4);
    }

    @Test
    void getsReportsThatAreMissingWhereTheyAreAskedFor() throws IOException {
        Path file = register.moves("monday.csv", 2, "nowhere.example");
        register.run(file);
        Path rejections = register.reports().resolve("monday.run-1.rejections.csv");
        byte[] before = Files.readAllBytes(rejections);
        Files.delete(rejections);

        register.run(file);

        assertThat(rejections).hasBinaryContent(before);
    }

    @Test
    void isDecidedAnewWhenThatIsAskedFor() {
        Path file = register.moves("monday.csv", 2, "a.example");
        register.run(file);

        Result again = register.run(file, "--again");

        assertThat(again.json().get("run").asInt()).isEqualTo(2);
        assertThat(again.json().get("unchanged").asInt()).isEqualTo(2);
    }

    @Test
    void isAnotherRunForAnotherRequester() {
        Path file = register.moves("monday.csv", 2, "a.example");
        register.run(file);

        assertThat(register.run(file, "--requester", "bob@p2.example")
                        .json()
                        .get("run")
                        .asInt())
                .isEqualTo(2);
        assertThat(register.run(file, "--requester", "BOB@p2.example")
                        .json()
                        .get("run")
                        .asInt())
                .as("addresses compare without case")
                .isEqualTo(2);
    }

    @Test
    void isAppliedAfterAPreview() {
        Path file = register.moves("monday.csv", 2, "a.example");
        register.run(file, "--preview");
        assertThat(register.place("S1")).isEqualTo("holding.p1.example / DEFAULT");

        assertThat(register.run(file).json().get("assigned").asInt()).isEqualTo(2);
        assertThat(register.place("S1")).isEqualTo("a.example / DEFAULT");
    }

    @Test
    void isBusyWhileAnotherProcessWorksOnIt() {
        Path file = register.moves("monday.csv", 2, "a.example");
        Result[] meanwhile = new Result[1];

        register.program()
                .runWith(
                        work -> {
                            if (work.startsWith("matching")) {
                                meanwhile[0] = register.run(file);
                            }
                        },
                        register.arguments(file));

        assertThat(meanwhile[0].status()).isEqualTo(75);
        assertThat(meanwhile[0].err()).contains("Run 1 is being worked on by another process");
        assertThat(register.run(file).json().get("assigned").asInt()).isEqualTo(2);
    }

    private String history() {
        return register.sql
                .sql("SELECT string_agg(outcomes::text, E'\\n' ORDER BY run_id, record) FROM outcomes")
                .query(String.class)
                .single();
    }
}
