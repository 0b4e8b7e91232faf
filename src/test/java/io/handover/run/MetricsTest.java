package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The figures are those of the database, under the names that the dashboard and the alerts ask for. */
class MetricsTest {
    private static final Path DASHBOARD = Path.of("deploy/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("deploy/prometheus-alerts.yaml");

    @TempDir
    private Path folder;

    private Register register;
    private Path metrics;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 4);
        metrics = folder.resolve("handover.prom");
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    private Result run(String name, String... lines) {
        return register.run(register.file(name, Register.HEADER, Stream.of(lines)), "--metrics", metrics);
    }

    /** Returns the value of each series: {@code handover_requests_total{outcome="ASSIGNED",reason="none"}}. */
    private Map<String, Double> figures() throws IOException {
        try (Stream<String> lines = Files.lines(metrics)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            parts -> parts[0], parts -> Double.valueOf(parts[1]), (one, other) -> one, TreeMap::new));
        }
    }

    private static Set<String> namesIn(String text) {
        return Pattern.compile("\\bhandover_\\w+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void figuresAreThoseOfAllRuns() throws IOException {
        run(
                "monday.csv",
                "S1,a.example,ann@p1.example",
                "S2,pending.example,ann@p1.example",
                "S9,a.example,ann@p1.example");
        run("tuesday.csv", "S3,a.example,ann@p1.example", "S8,a.example,ann@p1.example");
        register.sql
                .sql("UPDATE runs SET started = started - interval '2 hours' WHERE id = 1")
                .update();
        register.run(
                register.file("look.csv", Register.HEADER, Stream.of("S7,a.example,ann@p1.example")),
                "--preview",
                "--metrics",
                metrics);

        assertThat(figures())
                .containsEntry("handover_requests_total{outcome=\"ASSIGNED\",reason=\"none\"}", 2.0)
                .containsEntry("handover_requests_total{outcome=\"DEFERRED\",reason=\"ACCOUNT_PENDING\"}", 1.0)
                .containsEntry("handover_requests_total{outcome=\"REJECTED\",reason=\"ORDER_NOT_FOUND\"}", 2.0)
                .containsEntry("handover_deferred_waiting", 1.0)
                .containsEntry("handover_ledger_outcomes", 6.0)
                .containsEntry("handover_last_run_number", 2.0)
                .containsEntry("handover_last_run_status{status=\"COMPLETED\"}", 1.0)
                .containsEntry("handover_last_run_status{status=\"FAILED\"}", 0.0)
                .containsEntry("handover_messages_waiting", 0.0);
        assertThat(figures().get("handover_deferred_oldest_age_seconds")).isBetween(7200.0, 7260.0);
        assertThat(figures().get("handover_last_run_ended_timestamp_seconds"))
                .isGreaterThanOrEqualTo(figures().get("handover_last_run_started_timestamp_seconds"));
        assertThat(figures().keySet())
                .filteredOn(name -> name.startsWith("handover_last_run_step_seconds"))
                .hasSize(5);
    }

    @Test
    void aRunThatFailsIsInTheFigures() throws IOException {
        Result broken = register.program()
                .runWith(
                        TestProgram.failingAt("sealing"),
                        register.arguments(register.moves("monday.csv", 2, "a.example"), "--metrics", metrics));

        assertThat(broken.status()).isEqualTo(70);
        assertThat(figures())
                .containsEntry("handover_last_run_status{status=\"FAILED\"}", 1.0)
                .doesNotContainKey("handover_last_completed_run_timestamp_seconds");
    }

    @Test
    void theFileIsReplacedWholeAndOthersMayReadIt() throws IOException {
        Files.writeString(metrics, "old");
        Files.setLastModifiedTime(metrics, FileTime.fromMillis(0));
        Object before = Files.readAttributes(metrics, "unix:ino").get("ino");

        run("monday.csv", "S1,a.example,ann@p1.example");

        assertThat(Files.readAttributes(metrics, "unix:ino").get("ino")).isNotEqualTo(before);
        assertThat(Files.getPosixFilePermissions(metrics)).contains(PosixFilePermission.OTHERS_READ);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void metricsThatCannotBeWrittenChangeNothing() {
        assertThat(register.run(
                                register.moves("monday.csv", 2, "a.example"),
                                "--metrics",
                                folder.resolve("nowhere/handover.prom"))
                        .status())
                .isZero();
    }

    @Test
    void dashboardAndAlertsAskForWhatIsWritten() throws IOException {
        run("monday.csv", "S1,a.example,ann@p1.example", "S2,pending.example,ann@p1.example");
        Set<String> written = namesIn(String.join(" ", figures().keySet()));
        Set<String> asked = namesIn(Files.readString(DASHBOARD));
        asked.addAll(namesIn(Files.readString(ALERTS)));

        assertThat(asked).containsExactlyElementsOf(written);
    }

    @Test
    void dashboardAndAlertsAreWellFormed() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(DASHBOARD);
        assertThat(dashboard.get("panels"))
                .hasSizeGreaterThan(8)
                .allSatisfy(panel ->
                        assertThat(panel.at("/targets/0/expr").asString()).contains("handover_"));
        assertThat(dashboard.findValuesAsString("id")).doesNotHaveDuplicates();

        Map<String, List<Map<String, Object>>> alerts =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ALERTS));
        assertThat(alerts.get("groups"))
                .singleElement()
                .satisfies(group -> assertThat((List<?>) group.get("rules"))
                        .hasSizeGreaterThan(3)
                        .allSatisfy(rule -> assertThat(((Map<?, ?>) rule).keySet())
                                .hasToString("[alert, expr, labels, annotations]")));
    }
}
