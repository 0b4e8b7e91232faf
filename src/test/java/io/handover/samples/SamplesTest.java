package io.handover.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.assignment.Reason;
import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The run that README.md begins with. What it gives out stands in {@code input-samples/expected}. */
class SamplesTest {
    private static final Path EXPECTED = HandedIn.SAMPLES.resolve("expected");

    /** What only later features give: requests that have waited. */
    private static final Set<Reason> OF_WAITING_REQUESTS = EnumSet.of(Reason.SUPERSEDED, Reason.EXPIRED);

    /** What differs from one run to the next: persons, times, what is sealed with them, versions. */
    private static final List<String> VARIABLE = List.of(
            "/who/started_by",
            "/terms/accepted_by",
            "/terms/accepted",
            "/times/started",
            "/times/sealed",
            "/seal/root",
            "/seal/head/root",
            "/seal/head/time",
            "/program");

    @TempDir
    private static Path out;

    private static HandedIn samples;

    @BeforeAll
    static void handIn() {
        samples = new HandedIn(out);
    }

    @AfterAll
    static void close() {
        samples.close();
    }

    @Test
    void someRequestsAreRefused() {
        assertThat(samples.first().status()).isEqualTo(4);
    }

    @Test
    void theRejectionReportIsTheOneExpected() throws IOException {
        assertGolden("rejections");
    }

    @Test
    void theReportOfAllRequestsIsTheOneExpected() throws IOException {
        assertGolden("results");
    }

    @Test
    void theManifestIsTheOneExpectedButForWhoAndWhen() throws IOException {
        Path manifest = HandedIn.report(samples.first(), "manifest");
        byte[] stable = JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(withoutVariables(JsonMapper.shared().readTree(Files.readAllBytes(manifest))));
        Golden.assertSame(EXPECTED.resolve(manifest.getFileName()), stable);
    }

    @Test
    void everyReasonOccursAsThePrimaryOne() {
        Set<String> expected = EnumSet.complementOf(EnumSet.copyOf(OF_WAITING_REQUESTS)).stream()
                .map(Reason::name)
                .collect(Collectors.toSet());
        assertThat(samples.first().json().get("reasons").propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyRequestHasOneOutcome() throws IOException {
        JsonNode summary = samples.first().json();
        int assigned = summary.get("assigned").asInt();
        int unchanged = summary.get("unchanged").asInt();
        int deferred = summary.get("deferred").asInt();
        int rejected = summary.get("rejected").asInt();
        assertThat(summary.get("read").asInt())
                .isEqualTo(HandedIn.records(HandedIn.report(samples.first(), "results"))
                        .size())
                .isEqualTo(assigned + unchanged + deferred + rejected);
        assertThat(HandedIn.records(samples.firstRejections())).hasSize(deferred + rejected);
        assertThat(List.of(assigned, unchanged, deferred, rejected)).doesNotContain(0);
    }

    @Test
    void theSameBytesAreAnsweredWithTheFirstSummaryAndAppliedOnce() {
        String before = samples.show("order", "4002").out();
        Result second = samples.run(HandedIn.REQUESTS, "--facts", HandedIn.SAMPLES.resolve("facts"));
        assertThat(second.out()).isEqualTo(samples.first().out());
        assertThat(second.status()).isEqualTo(samples.first().status());
        assertThat(samples.show("order", "4002").out()).isEqualTo(before).contains("ASSIGNED");
    }

    private static void assertGolden(String report) throws IOException {
        Path actual = HandedIn.report(samples.first(), report);
        Golden.assertSame(EXPECTED.resolve(actual.getFileName()), Files.readAllBytes(actual));
    }

    private static JsonNode withoutVariables(JsonNode manifest) {
        for (String pointer : VARIABLE) {
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = manifest.at(pointer.substring(0, slash));
            String name = pointer.substring(slash + 1);
            assertThat(parent.has(name)).as(pointer).isTrue();
            ((ObjectNode) parent).put(name, "…");
        }
        return manifest;
    }
}
