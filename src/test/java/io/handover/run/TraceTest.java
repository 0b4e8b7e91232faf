package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run tells those who collect traces how it went, and nothing of what it was about. */
@Tag("long")
class TraceTest {
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String NO_ORDER = "PO-4711081516";
    private static final String CLASSES_LOADED = "-Xlog:class+load:file=";

    @TempDir
    private Path folder;

    private Register register;
    private SpanReceiver receiver;

    @BeforeEach
    void setUp() throws IOException {
        register = new Register(folder, 4);
        receiver = new SpanReceiver();
    }

    @AfterEach
    void tearDown() {
        register.close();
        receiver.close();
    }

    private Map<String, Object> traced(String... more) {
        return with(
                register,
                Stream.concat(Stream.of(ENDPOINT, receiver.url()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static Map<String, Object> with(Register register, String... namesAndValues) {
        Map<String, Object> settings = new HashMap<>(register.database().properties());
        for (int at = 0; at < namesAndValues.length; at += 2) {
            settings.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return settings;
    }

    private Object[] monday(Register register, Object... more) {
        Path file = register.file(
                "monday.csv",
                Register.HEADER,
                Stream.of(
                        "S1,a.example,ann@p1.example",
                        "S2,b.example,ann@p1.example",
                        "S3,pending.example,ann@p1.example",
                        NO_ORDER + ",a.example,ann@p1.example"));
        return register.arguments(file, more);
    }

    private Result run(Map<String, Object> settings, Object... more) {
        return TestProgram.with(settings).run(monday(register, more));
    }

    private static Map<String, String> attributes(Span span) {
        return SpanReceiver.attributes(span.getAttributesList());
    }

    @Test
    void aRunIsATreeOfItsSteps() {
        Result result = run(traced(), "--workers", 2);

        Span run = receiver.span("run");
        assertThat(receiver.tree(run))
                .containsExactly(
                        "run",
                        "run stage-requests",
                        "run match-orders",
                        "run assign-orders",
                        "run assign-orders assign-range",
                        "run assign-orders assign-range",
                        "run seal-run",
                        "run write-reports");
        assertThat(run.getParentSpanId().isEmpty()).isTrue();
        assertThat(receiver.spans()).hasSize(8).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(run.getTraceId());
            assertThat(span.getStartTimeUnixNano()).isGreaterThanOrEqualTo(run.getStartTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isBetween(span.getStartTimeUnixNano(), run.getEndTimeUnixNano());
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
            assertThat(attributes(span)).containsEntry("handover.status", "COMPLETED");
        });
        assertThat(attributes(run))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "handover.run", "1",
                        "handover.attempt", "1",
                        "handover.mode", "apply",
                        "handover.sha256", result.json().get("sha256").asString(),
                        "handover.status", "COMPLETED",
                        "handover.requests.read", "4",
                        "handover.requests.assigned", "2",
                        "handover.requests.unchanged", "0",
                        "handover.requests.deferred", "1",
                        "handover.requests.rejected", "1"));
        assertThat(receiver.spans().stream()
                        .map(span -> attributes(span).getOrDefault("handover.range", ""))
                        .filter(range -> !range.isEmpty()))
                .containsExactlyInAnyOrder("attempt1-range1", "attempt1-range2");
        assertThat(receiver.resource())
                .containsEntry("service.name", "handover")
                .containsKey("service.version");
    }

    @Test
    void aRunThatIsWithheldHasATraceOfEachAttempt() {
        assertThat(run(traced(), "--max-rejected", "0").status()).isEqualTo(5);

        List<Span> runs = receiver.spans().stream()
                .filter(span -> span.getName().equals("run"))
                .toList();
        assertThat(runs.stream().map(span -> attributes(span).get("handover.status")))
                .containsExactly("FAILED", "REFUSED");
        assertThat(runs.get(0).getTraceId()).isNotEqualTo(runs.get(1).getTraceId());
    }

    @Test
    void aFailureIsToldByItsKindAndNotByWhatItSays() {
        Result broken = TestProgram.with(traced())
                .runWith(
                        work -> {
                            if (work.startsWith("sealing")) {
                                throw new IllegalStateException("planted: " + NO_ORDER + " of ann@p1.example");
                            }
                        },
                        monday(register));

        assertThat(broken.status()).isEqualTo(70);
        assertThat(Stream.of("run", "seal-run").map(receiver::span)).allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(span.getStatus().getMessage()).isEmpty();
            assertThat(attributes(span)).containsEntry("error.type", "java.lang.IllegalStateException");
            assertThat(span.getEventsList())
                    .singleElement()
                    .satisfies(event -> assertThat(SpanReceiver.attributes(event.getAttributesList()))
                            .isEqualTo(Map.of("exception.type", "java.lang.IllegalStateException")));
        });
        assertNothingOfTheInputIsTold();
    }

    @Test
    void nothingOfTheInputIsTold() {
        run(traced(), "--workers", 2);
        run(traced(), "--preview");
        Path broken = register.file("broken.csv", Register.HEADER, Stream.of("S1,\"" + NO_ORDER));
        assertThat(TestProgram.with(traced()).run(register.arguments(broken)).status())
                .isEqualTo(65);

        assertThat(receiver.span("run")).isNotNull();
        assertNothingOfTheInputIsTold();
    }

    private void assertNothingOfTheInputIsTold() {
        assertThat(receiver.bytes())
                .contains("stage-requests")
                .doesNotContain(NO_ORDER, "ann@", "p1.example", "a.example", "monday", "broken", "order_number")
                .doesNotContain(folder.toString(), System.getProperty("user.dir"));
    }

    @Test
    void aRunIsPartOfItsCallersTrace() {
        run(traced("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Span run = receiver.span("run");
        assertThat(SpanReceiver.hex(run.getTraceId())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(SpanReceiver.hex(run.getParentSpanId())).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void theLogTellsTheTrace() throws IOException, InterruptedException {
        List<JsonNode> lines = process(traced(), register, "--log-format", "json").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();

        assertThat(lines.stream()
                        .filter(line -> line.path("message").asString("").equals("sealing the outcomes")))
                .singleElement()
                .satisfies(line -> assertThat(line.at("/trace/id").asString())
                        .isEqualTo(SpanReceiver.hex(receiver.span("run").getTraceId())));
    }

    private List<String> process(Map<String, Object> settings, Register register, Object... more)
            throws IOException, InterruptedException {
        ProgramProcess program =
                ProgramProcess.startLoggingAsItsUsersSee(folder.resolve("printed"), settings, monday(register, more));
        assertThat(program.await()).as(program.printed()).isEqualTo(4);
        return program.printed().lines().toList();
    }

    /** Returns the same lines without what differs from run to run. */
    private static List<String> bare(List<String> lines, Register register) {
        return lines.stream()
                .map(line ->
                        line.replace(register.reports().toString(), "reports").replaceAll("^\\d\\d:\\d\\d:\\d\\d", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1, http/protobuf, were not delivered",
        "answers 400, http/protobuf, were not delivered",
        "no address, http/protobuf, cannot be done",
        "http://127.0.0.1:1, grpc, cannot be done",
    })
    void anEndpointThatDoesNotWorkIsAWarningAndNothingElse(String endpoint, String protocol, String warning)
            throws IOException, InterruptedException {
        receiver.answerWith(400);
        try (Register same = register.copy(Files.createDirectory(folder.resolve("same")))) {
            List<String> without = bare(process(with(same), same), same);
            List<String> lines = bare(
                    process(
                            with(
                                    register,
                                    ENDPOINT,
                                    endpoint.startsWith("answers") ? receiver.url() : endpoint,
                                    "otel.exporter.otlp.protocol",
                                    protocol,
                                    // Spans go out while the run is at work, as those of a longer one do.
                                    "otel.bsp.schedule.delay",
                                    "1"),
                            register),
                    register);

            assertThat(lines.stream().filter(line -> line.contains(" WARN ")))
                    .singleElement()
                    .asString()
                    .contains(warning);
            assertThat(lines.stream().filter(line -> !line.contains(" WARN "))).containsExactlyElementsOf(without);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "http://127.0.0.1:1, true"})
    void withoutAnEndpointNothingOfItIsLoaded(String endpoint, boolean loaded)
            throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        process(with(register, ENDPOINT, endpoint, "java.tool.options", CLASSES_LOADED + classes), register);

        try (Stream<String> lines = Files.lines(classes)) {
            Set<String> ours = lines.map(line -> line.replaceAll("^(\\[[^]]*])+ (\\S+).*", "$2"))
                    .filter(name -> name.startsWith("io.opentelemetry.") || name.startsWith("io.handover."))
                    .map(name -> name.replaceAll("^(io\\.\\w+)\\..*", "$1"))
                    .collect(Collectors.toSet());
            assertThat(ours).isEqualTo(loaded ? Set.of("io.handover", "io.opentelemetry") : Set.of("io.handover"));
        }
    }
}
