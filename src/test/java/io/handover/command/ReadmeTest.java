package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.handover.assignment.Reason;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What README.md says is so. With {@code -Dregenerate} its table of reasons is written anew. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SOURCES = Path.of("src/main/java/io/handover");
    private static final Path FEEDS = Path.of("input-samples/facts");
    private static final String PROGRAM = "./handover ";
    private static final List<Class<?>> LEADING_TO_OTHERS =
            List.of(ShowCommand.class, NotifyCommand.class, AuditCommand.class);
    private static final String BETWEEN_WORDS = " (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    private Document readme;

    @TempDir
    private Path out;

    @BeforeEach
    void read() throws IOException {
        readme = Document.read(README);
    }

    @Test
    void reasonsAreThoseOfTheProgram() throws IOException {
        String table = Stream.of(Reason.values())
                .map(reason -> row(reason.name(), reason.kind().name(), reason.message(), reason.action()))
                .collect(Collectors.joining("", "| code | kind | message | what to do |\n|---|---|---|---|\n", ""));
        if (System.getProperty("regenerate") != null) {
            Files.writeString(README, readme.with("reasons", table));
            readme = Document.read(README);
        }
        assertThat(readme.part("reasons")).isEqualTo(table);
    }

    @Test
    void exitStatusesAreThoseOfTheProgram() {
        assertThat(readme.column("exit", 0)).containsExactlyInAnyOrderElementsOf(exitStatuses());
    }

    @Test
    void commandsAreThoseOfTheProgram() {
        List<String> words = readme.column("commands", 0).stream()
                .map(command -> command.replaceAll("( [A-Z]+)+$", ""))
                .toList();
        assertThat(words).containsExactlyInAnyOrderElementsOf(commands("", program()));
    }

    @Test
    void optionsOfRunAreThoseOfTheProgram() {
        List<String> options = new CommandLine(RunCommand.class)
                .getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(ReadmeTest::synopsis)
                        .toList();
        assertThat(readme.column("options", 0)).containsExactlyElementsOf(options);
    }

    @Test
    void environmentIsThatOfTheHelp() {
        List<String> told = Pattern.compile("(?m)^  ((?:HANDOVER|OTEL)_\\w+)")
                .matcher(program().getUsageMessage())
                .results()
                .map(variable -> variable.group(1))
                .toList();
        assertThat(readme.column("environment", 0))
                .containsExactlyInAnyOrderElementsOf(told)
                .hasSizeGreaterThan(5);
    }

    @Test
    void columnsAreThoseOfTheTemplate() {
        StringWriter template = new StringWriter();
        HandoverCommand.execute(new PrintWriter(template), new PrintWriter(template), "template");
        assertThat(String.join(",", readme.column("columns", 0)))
                .isEqualTo(template.toString().strip());
    }

    @Test
    void feedsHaveTheColumnsOfTheSamples() throws IOException {
        List<String> feeds = new ArrayList<>();
        for (String file : readme.column("feeds", 0)) {
            try (Stream<String> lines = Files.lines(FEEDS.resolve(file))) {
                feeds.add(lines.findFirst().orElseThrow().replace(",", ", "));
            }
        }
        assertThat(readme.column("feeds", 1)).isEqualTo(feeds).hasSize(6);
    }

    @Test
    void packagesAreThoseOfTheProgram() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            assertThat(readme.column("packages", 0))
                    .containsExactlyInAnyOrderElementsOf(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void classesThatAreNamedAreThere() throws IOException {
        List<String> named = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`")
                .matcher(readme.section("Where things are"))
                .results()
                .map(name -> name.group(1))
                .toList();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            assertThat(sources.map(source -> source.getFileName().toString().replaceFirst("\\.java$", "")))
                    .containsAll(named);
        }
        assertThat(named).contains("StageRequests", "MatchOrders", "ApplyDecisions", "SealRun", "WriteReports");
    }

    @Test
    void filesThatAreNamedAreThere() {
        List<String> named = Pattern.compile("(?:input-samples|db|src)/[\\w./-]*\\w|(?<=]\\()[A-Z]+(?:\\.md)?(?=\\))")
                .matcher(readme.text())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @Test
    void commandLinesThatAreShownAreUnderstood() {
        List<String[]> shown = shownCommandLines();
        assertThat(shown).hasSizeGreaterThan(8);
        assertThat(shown)
                .allSatisfy(words -> assertThatNoException()
                        .as(String.join(" ", words))
                        .isThrownBy(() -> program().parseArgs(words)));
    }

    @Test
    void theFirstCommandPrintsWhatIsShown() {
        String[] words = shownCommandLines().get(0);
        String[] elsewhere = Stream.concat(Arrays.stream(words), Stream.of("--out", out.toString()))
                .toArray(String[]::new);
        try (TestDatabase database = TestDatabase.create()) {
            Result result = TestProgram.on(database).run((Object[]) elsewhere);

            assertThat(result.status()).isEqualTo(4);
            List<String> shown = readme.fenced("text");
            assertThat(shown).containsSequence(result.err().lines().toList());
            assertThat(shown)
                    .containsSequence(result.out()
                            .replace(out.toString(), "reports")
                            .lines()
                            .toList());
        }
    }

    private static String row(String... cells) {
        return Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Every command that does something by itself; one that only leads to others does not. */
    private static List<String> commands(String path, CommandLine command) {
        List<String> commands = new ArrayList<>();
        command.getSubcommands().forEach((name, below) -> {
            if (!LEADING_TO_OTHERS.contains(below.getCommand().getClass())) {
                commands.add(path + name);
            }
            commands.addAll(commands(path + name + " ", below));
        });
        return commands;
    }

    private static String synopsis(OptionSpec option) {
        return option.arity().max() == 0 ? option.longestName() : option.longestName() + " " + option.paramLabel();
    }

    private static List<String> exitStatuses() {
        return Arrays.stream(ExitStatus.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .map(ReadmeTest::value)
                .toList();
    }

    private static String value(Field status) {
        try {
            return String.valueOf(status.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private List<String[]> shownCommandLines() {
        return readme.fenced("sh").stream()
                .filter(line -> line.startsWith(PROGRAM))
                .map(line -> line.substring(PROGRAM.length())
                        .replaceFirst(" > .*", "")
                        .split(BETWEEN_WORDS))
                .map(words ->
                        Stream.of(words).map(word -> word.replace("\"", "")).toArray(String[]::new))
                .toList();
    }

    private static CommandLine program() {
        return new CommandLine(HandoverCommand.class);
    }
}
