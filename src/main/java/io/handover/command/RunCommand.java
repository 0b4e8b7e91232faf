package io.handover.command;

import io.handover.assignment.Request;
import io.handover.assignment.Text;
import io.handover.facts.LoadFeeds;
import io.handover.facts.LoadedFacts;
import io.handover.ledger.RejectionLimit;
import io.handover.report.FactsSummary;
import io.handover.run.Commission;
import io.handover.run.Commission.RequestFile;
import io.handover.run.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run FILE}: the main job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Decides every request of a file, moves the orders that may move, and reports the rest.",
        footer = {
            "",
            "The same file handed in again is answered with its first run's summary; a run that was interrupted is"
                    + " taken up where it ended."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The request file (CSV). For an empty one: handover template")
    private Path file;

    @Option(names = "--facts", paramLabel = "DIR", description = "Load the feeds in this folder first.")
    private @Nullable Path facts;

    @Option(names = "--requester", paramLabel = "EMAIL", description = "Who asks, where a request names nobody.")
    private @Nullable String requester;

    @Option(names = "--preview", description = "Decide and report, but move nothing.")
    private boolean preview;

    @Option(
            names = "--max-rejected",
            paramLabel = "N",
            converter = MaxRejected.class,
            description = "Apply nothing when more requests than that, or than that percentage of them (N%%), would be"
                    + " rejected. 0 is all or nothing.")
    private @Nullable RejectionLimit maxRejected;

    @Option(
            names = "--charset",
            paramLabel = "C",
            description = "Charset of the file, when it is neither UTF-8 nor starts with a byte order mark.")
    private @Nullable String charset;

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            converter = Delimiter.class,
            description = "Between fields: comma, semicolon, tab or another character (default: as in the header).")
    private @Nullable Character delimiter;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            defaultValue = RunSettings.MAX_RECORDS + "",
            description = "Refuse a file with more records (default: ${DEFAULT-VALUE}).")
    private long maxRecords;

    @Option(names = "--again", description = "Carry out a file anew that was handed in before.")
    private boolean again;

    @Mixin
    private RunOptions options;

    @Mixin
    private OneRun oneRun;

    @Override
    public Integer call() throws IOException {
        check();
        Commission commission = new Commission(
                new RequestFile(file, requester == null ? "" : Text.fold(requester), again, maxRejected),
                options.terms(preview),
                System.getProperty("user.name"),
                options.settings(charset, delimiter, maxRecords));
        return oneRun.carryOut(options.workers(), (launcher, program) -> {
            if (facts != null) {
                LoadedFacts loaded = program.getBean(LoadFeeds.class).load(facts);
                command.commandLine().getErr().print(FactsSummary.table(loaded));
                command.commandLine().getErr().flush();
            }
            return launcher.carryOut(commission);
        });
    }

    private void check() {
        Arguments.requireFile(command, file);
        if (facts != null) {
            Arguments.requireFolder(command, facts);
        }
        options.check();
        Arguments.require(
                requester == null || Request.isEmailAddress(Text.strip(requester)),
                command,
                "--requester: '" + requester + "' cannot be an e-mail address.");
        Arguments.require(maxRecords >= 0, command, "--max-records: " + maxRecords + " is less than 0.");
    }
}
