package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code --log-format json} each line on standard error is an object, and says which run it belongs to. */
class LogFormatTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** Everything that a command prints: all of it is the log's, when the summary is on its last line. */
    private List<String> print(Map<String, Object> more, Object... arguments) throws IOException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(database.properties());
        settings.putAll(more);
        ProgramProcess program =
                ProgramProcess.startLoggingAsItsUsersSee(folder.resolve("printed"), settings, arguments);
        program.await();
        return program.printed().lines().toList();
    }

    private Object[] run(String... more) {
        return Stream.concat(
                        Stream.of(
                                "run",
                                "input-samples/requests.csv",
                                "--facts",
                                "input-samples/facts",
                                "--again",
                                "--accept-terms",
                                "--json",
                                "--out",
                                folder.resolve("reports")),
                        Stream.of(more))
                .toArray();
    }

    private static JsonNode event(String line) {
        return JsonMapper.shared().readTree(line);
    }

    @Test
    void everyLineIsAnObjectAndCarriesTheRun() throws IOException, InterruptedException {
        List<String> lines = print(
                Map.of("handover.webhook.url", "http://127.0.0.1:1/", "handover.webhook.secret", "s"),
                run("--log-format", "json"));

        List<JsonNode> all = lines.stream().map(LogFormatTest::event).toList();
        JsonNode summary =
                all.stream().filter(each -> each.has("read")).findFirst().orElseThrow();
        List<JsonNode> events = all.stream().filter(each -> each.has("message")).toList();
        assertThat(events).hasSize(all.size() - 1).hasSizeGreaterThan(8);
        List<String> messages = events.stream()
                .filter(each ->
                        each.path("run").asString("").equals(summary.get("run").asString()))
                .map(each -> each.get("message").asString())
                .toList();
        assertThat(messages)
                .contains("reading requests.csv", "sealing the outcomes", "writing the reports")
                .anyMatch(message -> message.startsWith("deciding requests"))
                .anyMatch(message -> message.contains("was not delivered"));
        assertThat(events).allSatisfy(each -> {
            assertThat(each.has("@timestamp")).isTrue();
            assertThat(each.at("/log/level").asString()).isIn("INFO", "WARN");
            assertThat(each.at("/service/name").asString()).isEqualTo("handover");
        });
        assertThat(events.stream().filter(each -> !each.has("run")))
                .as("what is said before the run has its number")
                .allMatch(each -> each.get("message").asString().matches("Facts loaded.*|  \\w+\\.csv .*|Building.*"));
    }

    @Test
    void workersSayWhichRunTheyWorkOn() {
        Set<String> told = ConcurrentHashMap.newKeySet();
        Result result = TestProgram.on(database)
                .runWith(
                        work -> told.add(
                                Thread.currentThread().getName().replaceAll("-?\\d+$", "") + " " + MDC.get("run")),
                        run());
        String run = result.json().get("run").asString();
        assertThat(told).containsExactlyInAnyOrder("main " + run, "assign " + run);
    }

    @Test
    void textStaysAsItWas() throws IOException, InterruptedException {
        assertThat(print(Map.of(), run()))
                .anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d INFO  sealing the outcomes"));
    }

    @Test
    void whatEndsACommandIsAnErrorInTheLog() throws IOException, InterruptedException {
        Map<String, Object> nowhere = Map.of("handover.database.url", "jdbc:postgresql://127.0.0.1:1/handover");
        assertThat(print(nowhere, "--log-format", "json", "runs"))
                .singleElement()
                .satisfies(line ->
                        assertThat(event(line).at("/log/level").asString()).isEqualTo("ERROR"));

        assertThat(print(Map.of(), "runs", "--log-format", "json", "--limit", "0"))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(event(line).at("/log/level").asString()).isEqualTo("ERROR"));
    }
}
