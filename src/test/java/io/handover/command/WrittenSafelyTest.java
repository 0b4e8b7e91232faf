package io.handover.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports go to the folder that was named, whole, to be read by those whom they concern, and nowhere else. */
class WrittenSafelyTest {
    private static final String HEADER = "order_number,smart_account,requester\n";

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void setUp() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void tearDown() {
        database.close();
    }

    private Path input(String name, int records) throws IOException {
        String lines = IntStream.range(0, records)
                .mapToObj(n -> n + ",nowhere.example,ann@p1.example\n")
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve(name), HEADER + lines);
    }

    /** Each run with an input of its own, which is never answered by another's. */
    private Result preview(Path input, Path out) {
        return TestProgram.on(database).run("run", input, "--preview", "--again", "--json", "--out", out);
    }

    private static List<Path> filesIn(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.sorted().toList();
        }
    }

    @Test
    void ownerReadsAndWritesTheGroupReadsAndNobodyElse() throws IOException {
        Path out = folder.resolve("new/reports");
        preview(input("monday.csv", 1), out);

        assertThat(filesIn(out)).hasSize(2);
        for (Path file : filesIn(out)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .startsWith("rw-")
                    .matches("rw-(r--|---)---");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .matches("rwx(r-x|---)---");
    }

    @Test
    void theUmaskTakesMoreAway() throws Exception {
        Path out = folder.resolve("reports");
        Process process = started("umask 077", "run", input("masked.csv", 1), "--preview", "--out", out);
        assertThat(process.waitFor()).isEqualTo(ExitStatus.SOME_REFUSED);
        assertThat(filesIn(out))
                .hasSize(2)
                .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }

    @Test
    void aLinkOrAFolderInThePlaceOfAReportIsNotFollowed() throws IOException {
        Path out = Files.createDirectory(folder.resolve("reports"));
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        int next = Integer.parseInt(
                        preview(input("first.csv", 1), out).json().get("run").asString())
                + 1;
        Path rejections = out.resolve("second.run-" + next + ".rejections.csv");
        Path manifest = out.resolve("second.run-" + next + ".manifest.json");
        Files.createSymbolicLink(rejections, victim);
        Files.createSymbolicLink(manifest, folder.resolve("nowhere"));

        preview(input("second.csv", 2), out);

        assertThat(victim).hasContent("mine");
        assertThat(folder.resolve("nowhere")).doesNotExist();
        assertThat(rejections).isRegularFile().matches(file -> !Files.isSymbolicLink(file));
        assertThat(manifest).isRegularFile().matches(file -> !Files.isSymbolicLink(file));
    }

    @Test
    void aLinkIsNoReportThatIsThereAlready() throws IOException {
        Path out = folder.resolve("reports");
        Path input = input("answered.csv", 3);
        Path rejections = rejections(preview(input, out));
        Path victim = Files.move(rejections, folder.resolve("victim"));
        Files.writeString(victim, "mine");
        Files.createSymbolicLink(rejections, victim);

        Result answered = TestProgram.on(database).run("run", input, "--preview", "--out", out);

        assertThat(answered.out()).contains("This was done before");
        assertThat(victim).hasContent("mine");
        assertThat(Files.isSymbolicLink(rejections)).isFalse();
        assertThat(rejections).content().startsWith("order_number,");
    }

    @Test
    void aFolderThatIsALinkWhichTheUserNamedIsFine() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(preview(input("linked.csv", 4), link).status()).isEqualTo(ExitStatus.SOME_REFUSED);
        assertThat(filesIn(real)).hasSize(2);
    }

    @Test
    void whatAKilledWriterLeftBehindIsDeletedAndNothingElse() throws IOException {
        Path out = Files.createDirectory(folder.resolve("reports"));
        Path input = input("left.csv", 5);
        Path rejections = rejections(preview(input, out));
        Path leftOver = Files.writeString(out.resolve("." + rejections.getFileName() + ".123.part"), "half");
        Path other = Files.writeString(out.resolve(".other.run-1.rejections.csv.123.part"), "half");
        Files.delete(rejections);

        TestProgram.on(database).run("run", input, "--preview", "--out", out);

        assertThat(rejections).exists();
        assertThat(leftOver).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void anInputWithTheLongestNameThereMayBeGetsItsReports() throws IOException {
        Path out = folder.resolve("reports");
        Result result = preview(input("ü".repeat(125) + ".csv", 6), out);
        assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.SOME_REFUSED);
        assertThat(filesIn(out)).hasSize(2);
    }

    @Test
    void aFolderIsNamedAsTheUserHasNamedIt() throws IOException {
        Path out = Files.createDirectory(folder.resolve("x")).resolve("../y");
        Result result = preview(input("a.csv", 30), out);
        assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.SOME_REFUSED);
        assertThat(rejections(result)).startsWith(out);
    }

    private static Path rejections(Result result) {
        return Path.of(result.json().get("reports").get("rejections").asString());
    }

    @Test
    void aNameDoesNotActOnTheTerminal() throws IOException {
        Path input = input("\u001b]0;title\u0007.csv", 40);
        Result result = TestProgram.on(database).run("run", input, "--preview", "--out", folder.resolve("reports"));
        assertThat(result.out()).doesNotContain("\u001b", "\u0007");
        Files.writeString(input, "refused");
        assertThat(TestProgram.on(database).run("run", input, "--preview").err())
                .contains("the required columns")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void noRoomForReportsIsToldAndTheSameCommandWritesThemLater() throws Exception {
        Path out = folder.resolve("reports");
        Path input = input("room.csv", 3_000);
        Process process = started("ulimit -f 100", "run", input, "--preview", "--out", out);
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(printed).isEqualTo(ExitStatus.INTERNAL_ERROR);
        assertThat(printed)
                .containsPattern(
                        "The report .*room\\.run-\\d+\\.rejections\\.csv cannot be written: File too large\\. "
                                + "What the run has decided is kept; once that is mended, the same command writes the reports\\.")
                .doesNotContainPattern("(?m)^\\s+at |Exception");
        assertThat(filesIn(out)).isEmpty();

        Result later = TestProgram.on(database).run("run", input, "--preview", "--out", out);
        assertThat(later.status()).isEqualTo(ExitStatus.SOME_REFUSED);
        assertThat(filesIn(out)).hasSize(2);
    }

    @Test
    void aFolderInThePlaceOfAReportIsToldAndStays() throws IOException {
        Path out = folder.resolve("reports");
        Path input = input("blocked.csv", 50);
        Path rejections = rejections(preview(input, out));
        Files.delete(rejections);
        Path kept = Files.createDirectories(rejections.resolve("kept"));

        Result answered = TestProgram.on(database).run("run", input, "--preview", "--out", out);

        assertThat(answered.status()).isEqualTo(ExitStatus.INTERNAL_ERROR);
        assertThat(answered.err()).startsWith("The report " + rejections + " cannot be written: ");
        assertThat(kept).exists();
    }

    /** Starts the program as a process of its own, below a shell that has set a limit. */
    private Process started(String limit, Object... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", limit + "; exec \"$@\"", "sh"));
        words.addAll(ProgramProcess.command());
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        database.properties()
                .forEach((name, value) ->
                        builder.environment().put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        builder.environment().put("LOGGING_CONFIG", "classpath:logback.xml");
        return builder.start();
    }
}
