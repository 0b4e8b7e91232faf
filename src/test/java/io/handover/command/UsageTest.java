package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Command lines that are wrong are told so, shortly, before anything is started. */
class UsageTest {
    private static final String FILE = "input-samples/requests.csv";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "frob                                | Unmatched argument at index 0: 'frob'",
                "run                                 | Missing required parameter: 'FILE'",
                "run nofile.csv --accept-terms       | There is no file nofile.csv to read.",
                "run input-samples --accept-terms    | input-samples is a folder, not a file.",
                "run FILE --frob                     | Unknown option: '--frob'",
                "run FILE                            | The terms of use are not accepted",
                "run FILE --preview --delimiter xx   | 'xx' cannot delimit fields: use comma, semicolon, tab",
                "run FILE --preview --requester anna | --requester: 'anna' cannot be an e-mail address.",
                "run FILE --preview --workers 0      | --workers: at least 1 is needed, not 0.",
                "run FILE --preview --workers two    | Invalid value for option '--workers': 'two'",
                "run FILE --preview --max-records -1 | --max-records: -1 is less than 0.",
                "run FILE --preview --facts nofolder | There is no folder nofolder.",
                "run FILE --preview --out README.md  | Cannot write files to the folder README.md.",
                "load                                | Missing required parameter: 'DIR'",
                "show                                | Show what? An order or an account.",
                "holding --older-than soon           | 'soon' is not a time, as in 30d or 12h.",
                "holding --out README.md             | README.md is there already; it may have been filled in.",
                "nightly                             | Missing required option: '--home=DIR'",
                "nightly --home H --every two         | --every: 'two': Cron expression must consist of 6 fields",
                "nightly --home H --zone Mars         | 'Mars' is not a time zone, as in Europe/Berlin.",
                "nightly --home H --settle soon       | 'soon' is not a time, as in 30d or 12h.",
                "nightly --home H --workers 0         | --workers: at least 1 is needed, not 0.",
                "nightly --home README.md             | Cannot write files to the folder README.md.",
                "nightly --home H                     | The terms of use are not accepted",
                "runs --limit 0                      | --limit: at least one, not 0.",
                "runs --since yesterday              | 'yesterday' is neither a date, as in 2026-03-29, nor a time",
                "runs --state DONE                   | expected one of [RUNNING, INTERRUPTED, COMPLETED, STOPPED,",
                "audit                               | Audit what?",
                "audit reconcile                     | Missing required option: '--facts=DIR'",
                "audit reconcile --facts nofolder    | There is no folder nofolder.",
                "audit reconcile --facts db --out db | db is a folder, not a file.",
                "prune                               | Missing required option: '--older-than=TIME'",
                "prune --older-than 29d              | --older-than: what ended less than 30d ago is kept.",
                "runs show first                     | 'first' is not a long",
            })
    void saysWhatIsWrongAndWhereHelpIs(String commandLine, String message) {
        String[] words = commandLine.isEmpty()
                ? new String[0]
                : commandLine.replace("FILE", FILE).split(" ", -1);

        assertThat(execute(words)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(message).endsWith(" --help" + System.lineSeparator());
        assertThat(err.toString().lines()).hasSizeLessThan(8);
    }

    @Test
    void suggestsTheOptionThatIsLike() {
        assertThat(execute("run", FILE, "--acept-terms")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--acept-terms'", "--accept-terms");
    }

    @Test
    void makesNoFolderForReportsBeforeTheRunIsStarted() throws IOException {
        Path reports = folder.resolve("a/b");
        assertThat(execute("run", FILE, "--out", reports.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("terms of use");
        assertThat(Files.exists(reports)).isFalse();
    }

    @Test
    void listsTheCommandsWhenNoneIsGiven() {
        assertThat(execute()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("run ", "load ", "show ", "template ", "runs ");
    }

    /** Returns the words of each command, those of its commands after it, and none for the program itself. */
    static Stream<String> commands() {
        return commandsOf("", new CommandLine(HandoverCommand.class));
    }

    private static Stream<String> commandsOf(String words, CommandLine command) {
        Stream<String> below = command.getSubcommands().entrySet().stream()
                .filter(each -> !each.getKey().equals("help"))
                .flatMap(each -> commandsOf((words + " " + each.getKey()).strip(), each.getValue()));
        return Stream.concat(Stream.of(words), below);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsATerminal(String command) {
        String[] words = (command + " --help").strip().split(" ", -1);

        assertThat(execute(words)).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("Usage: ");
        assertThat(program(words).getCommandSpec().usageMessage().footer())
                .as("lines of lists, which would be broken where they end")
                .filteredOn(line -> line.startsWith(" "))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    private static CommandLine program(String... words) {
        CommandLine.ParseResult parsed = new CommandLine(HandoverCommand.class).parseArgs(words);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().commandLine();
    }

    private int execute(String... words) {
        return HandoverCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
