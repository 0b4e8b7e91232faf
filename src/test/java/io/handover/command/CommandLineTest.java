package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the program answers to command lines, right and wrong. */
class CommandLineTest {
    private static TestDatabase database;
    private static TestProgram program;

    @TempDir
    private Path folder;

    private Path requests;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        program = TestProgram.on(database);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void writeRequests() throws IOException {
        requests = Files.writeString(folder.resolve("requests.csv"), "order_number,smart_account,requester\n");
    }

    @Test
    void nothingStartsWithoutTermsAccepted() {
        Result result = program.run("run", requests, "--out", folder);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--accept-terms").contains("Terms of use, version 1");
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT count(*) FROM runs")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aPreviewNeedsNoTerms() {
        assertThat(program.run("run", requests, "--preview", "--out", folder).status())
                .isZero();
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("", "COMMAND"),
                Arguments.of("fly", "fly"),
                Arguments.of("run", "FILE"),
                Arguments.of("run REQUESTS --fly", "--fly"),
                Arguments.of("run nowhere.csv --accept-terms", "nowhere.csv"),
                Arguments.of("run REQUESTS --accept-terms --facts nowhere", "nowhere"),
                Arguments.of("run REQUESTS --accept-terms --requester ann", "ann"),
                Arguments.of("run REQUESTS --accept-terms --workers 0", "0"),
                Arguments.of("run REQUESTS --accept-terms --workers many", "many"),
                Arguments.of("run REQUESTS --accept-terms --delimiter ab", "ab"),
                Arguments.of("run REQUESTS --accept-terms --max-records -1", "-1"),
                Arguments.of("load nowhere", "nowhere"),
                Arguments.of("show", "order"),
                Arguments.of("show order 4711", "4711"),
                Arguments.of("show account nowhere.example", "nowhere.example"),
                Arguments.of("runs --limit 0", "0"),
                Arguments.of("runs show 4711", "4711"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void wrongUsageIsSaidWithTheValueAtStake(String line, String value) {
        Object[] arguments = line.isEmpty()
                ? new Object[0]
                : line.replace("REQUESTS", requests.toString()).split(" ", -1);

        Result result = program.run(arguments);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(value).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.handover.command.UsageTest#commands")
    void everyCommandHasHelp(String command) {
        Result result = program.run((Object[]) (command + " --help").strip().split(" ", -1));

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("Usage: handover");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidInASentence() {
        String url = String.valueOf(System.getProperty("handover.database.url"));
        Result result;
        try {
            result = TestProgram.at("jdbc:postgresql://127.0.0.1:1/handover", "ann", "secret-4711")
                    .run("runs");
        } finally {
            System.setProperty("handover.database.url", url);
        }
        assertThat(result.status()).isEqualTo(69);
        assertThat(result.err()).contains("127.0.0.1:1").doesNotContain("secret-4711", "Exception");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void theTemplateIsARequestFileWithoutRequests() throws IOException {
        Result template = program.run("template");
        Path file = Files.writeString(folder.resolve("template.csv"), template.out());

        assertThat(program.run("run", file, "--preview", "--out", folder).status())
                .isZero();
    }
}
