package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1CronJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** What starts Handover unattended is understood: by Handover, by systemd, by a cluster. */
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Path PAGE = Path.of("docs/operations.md");

    /** A command line of the program, up to where the shell takes over. */
    private static final Pattern COMMAND_LINE = Pattern.compile(
            "(?m)(?:^|\\$\\(|\\./|/opt/handover/|/usr/local/bin/)handover +([^#\\n|&<>)]*[^#\\n|&<>) ])");

    @TempDir
    private Path folder;

    private static List<String> commandLines(String text) {
        return COMMAND_LINE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static void assertAreUnderstood(List<String> commandLines) {
        assertThat(commandLines)
                .isNotEmpty()
                .allSatisfy(line -> assertThatNoException()
                        .isThrownBy(() -> new CommandLine(HandoverCommand.class).parseArgs(line.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({
        "deploy/systemd/handover-nightly.service, nightly --home /srv/handover --accept-terms",
        "deploy/cron/handover, nightly --home /srv/handover --accept-terms",
        "deploy/container/Dockerfile, --version"
    })
    void commandLinesAreUnderstood(Path file, String expected) throws IOException {
        List<String> found = commandLines(Files.readString(file));

        assertThat(found).containsExactly(expected);
        assertAreUnderstood(found);
    }

    @Test
    void commandLinesOfThePageAreUnderstood() throws IOException {
        List<String> found = Document.read(PAGE).blocks().stream()
                .filter(block -> block.info().startsWith("sh") || block.info().equals("ini"))
                .flatMap(block -> commandLines(block.text()).stream())
                .toList();

        assertThat(found).contains("runs", "runs --limit 1 --json", "prune --older-than 400d");
        assertAreUnderstood(found);
    }

    @Test
    void theCronJobIsOneToTheLastField() throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DEPLOY.resolve("kubernetes/cronjob.yaml")));
        V1CronJob job = JSON.getGson().fromJson(new Gson().toJson(yaml), V1CronJob.class);

        assertThat(job.getApiVersion() + " " + job.getKind()).isEqualTo("batch/v1 CronJob");
        var spec = Objects.requireNonNull(job.getSpec());
        assertThat(spec.getConcurrencyPolicy()).hasToString("Forbid");
        var pod = Objects.requireNonNull(
                Objects.requireNonNull(spec.getJobTemplate().getSpec())
                        .getTemplate()
                        .getSpec());
        assertThat(pod.getRestartPolicy()).hasToString("Never");
        assertAreUnderstood(List.of(String.join(
                " ", Objects.requireNonNull(pod.getContainers().get(0).getArgs()))));
    }

    @Test
    void systemdAcceptsTheUnits() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here: the units are not verified");
        List<String> words = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        for (Path unit : files("systemd")) {
            String here =
                    Files.readString(unit).replace("/opt/handover/", Path.of("").toAbsolutePath() + "/");
            words.add(Files.writeString(folder.resolve(unit.getFileName().toString()), here)
                    .toString());
        }

        assertThat(words).hasSize(6);
        assertThat(printed(0, words)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "65, 65", "69, 69"})
    void theContainerEndsWellWhenSomeRequestsAreRefused(int program, int container)
            throws IOException, InterruptedException {
        assertThat(printed(container, List.of(entrypoint("echo \"$@\"; exit " + program), "nightly", "a b")))
                .isEqualTo("nightly a b\n");
    }

    @Test
    void theContainerHandsTheSignalToEndOnAndWaits() throws IOException, InterruptedException {
        String entrypoint = entrypoint(
                "trap 'sleep 0.3; echo ended; exit 130' TERM; kill $PPID; for n in $(seq 50); do sleep 0.1; done");

        assertThat(printed(130, List.of(entrypoint))).isEqualTo("ended\n");
    }

    @Test
    void thePageTellsWhatToDoForEachExitStatus() throws IOException {
        assertThat(Document.read(PAGE).column("exit", 0))
                .isEqualTo(Document.read(Path.of("README.md")).column("exit", 0));
    }

    @Test
    void thePageMakesTheRolesThatReadmeAsksFor() throws IOException {
        String readme = Document.read(Path.of("README.md")).part("roles").replaceAll("```(sql)?", "");
        List<String> statements = readme.strip().lines().toList();

        assertThat(Files.readString(PAGE).lines().map(line -> line.strip().replaceAll("'a password .*'", "'…'")))
                .containsSequence(statements);
    }

    @Test
    void whatThePageLeadsToIsThere() throws IOException {
        List<String> links = Pattern.compile("]\\(([^)#]+)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .hasSizeGreaterThan(4)
                .allSatisfy(link -> assertThat(PAGE.resolveSibling(link)).exists());
    }

    /** The entry point of the image, with a script in the place of the program. */
    private String entrypoint(String program) throws IOException {
        Path entrypoint = folder.resolve("deploy/container/entrypoint");
        Files.createDirectories(entrypoint.getParent());
        Files.copy(DEPLOY.resolve("container/entrypoint"), entrypoint);
        Path script = Files.writeString(folder.resolve("handover"), "#!/bin/sh\n" + program + "\n");
        assertThat(script.toFile().setExecutable(true) && entrypoint.toFile().setExecutable(true))
                .isTrue();
        return entrypoint.toString();
    }

    private static List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve(kind))) {
            return files.sorted().toList();
        }
    }

    private static String printed(int status, List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(status);
        return printed;
    }
}
