package io.handover.command;

import io.handover.assignment.Text;
import io.handover.ledger.Run;
import io.handover.ledger.RunFilter;
import io.handover.ledger.RunPages;
import io.handover.ledger.Runs;
import io.handover.report.ShownName;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs}: past and present runs. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists past and present runs, the latest first.",
        subcommands = ShowRunCommand.class,
        footer = {
            "",
            "Times without a zone, and dates, are UTC. A list that goes on ends with the command that shows its next page."
                    + " With --json, one object on one line for each run."
        })
final class RunsCommand implements Callable<Integer> {
    private static final String HEADING = "   run  started               mode     status         requests  input";
    private static final int DEFAULT_LIMIT = 20;

    /** What a run is said to be. */
    enum State {
        RUNNING(Run.Status.RUNNING, true),
        INTERRUPTED(Run.Status.RUNNING, false),
        COMPLETED(Run.Status.COMPLETED, null),
        STOPPED(Run.Status.STOPPED, null),
        FAILED(Run.Status.FAILED, null),
        REFUSED(Run.Status.REFUSED, null);

        private final Run.Status status;
        private final @Nullable Boolean atWork;

        State(Run.Status status, @Nullable Boolean atWork) {
            this.status = status;
            this.atWork = atWork;
        }
    }

    @Spec
    private CommandSpec command;

    @Option(names = "--state", paramLabel = "STATE", description = "Only runs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

    @Option(names = "--file", paramLabel = "NAME", description = "Only runs whose input has this in its name.")
    private @Nullable String file;

    @Option(
            names = "--requester",
            paramLabel = "EMAIL",
            description =
                    "Only runs that were started with this --requester. Who asked for one order tells show order.")
    private @Nullable String requester;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeSpan.Converter.class,
            description = "Only runs started on this date or later, or from this time on.")
    private @Nullable TimeSpan since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeSpan.Converter.class,
            description = "Only runs started on this date or earlier, or before this time.")
    private @Nullable TimeSpan until;

    @Option(names = "--before", paramLabel = "N", description = "Begin after run N: only runs before it.")
    private @Nullable Long before;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = DEFAULT_LIMIT + "",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Arguments.require(limit >= 1, command, "--limit: at least one, not " + limit + ".");
        try (ConfigurableApplicationContext program = Application.start()) {
            Runs runs = program.getBean(Runs.class);
            RunFilter filter = filter(runs);
            Set<Long> owned = runs.owned();
            List<Run> found = program.getBean(RunPages.class).find(filter, owned, Math.addExact(limit, 1));
            List<Run> page = found.subList(0, Math.min(limit, found.size()));
            PrintWriter out = command.commandLine().getOut();
            if (!json.wanted()) {
                out.println(heading(page.isEmpty(), filter));
            }
            page.forEach(run -> json.print(command, RunDescription.of(run, owned), inWords(run, owned)));
            if (!json.wanted() && found.size() > limit) {
                out.println("The next page: " + nextPage(page.get(limit - 1)));
            }
            return ExitStatus.DONE;
        }
    }

    private RunFilter filter(Runs runs) {
        return new RunFilter(
                state == null ? null : state.status,
                state == null ? null : state.atWork,
                requester == null ? null : Text.fold(Text.strip(requester)),
                file,
                since == null ? null : since.start(),
                until == null ? null : until.end(),
                before == null ? null : Arguments.run(command, runs, before));
    }

    private static String heading(boolean empty, RunFilter filter) {
        if (!empty) {
            return HEADING;
        }
        return filter.equals(RunFilter.ALL) ? "There have been no runs." : "There are no such runs.";
    }

    /** Returns the command line of this page, but for where it begins. */
    private String nextPage(Run last) {
        StringBuilder words = new StringBuilder("handover runs");
        for (String option : List.of("--state", "--file", "--requester", "--since", "--until", "--limit")) {
            command.commandLine().getParseResult().matchedOptionsSet().stream()
                    .filter(given -> given.longestName().equals(option))
                    .forEach(given -> words.append(' ')
                            .append(option)
                            .append(' ')
                            .append(quoted(given.originalStringValues().get(0))));
        }
        return words + " --before " + last.id();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w.:@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String inWords(Run run, Set<Long> owned) {
        return String.format(
                Locale.ROOT,
                "%6d  %s  %-8s %-12s %10s  %s%n",
                run.id(),
                run.started().truncatedTo(ChronoUnit.SECONDS),
                run.mode().word(),
                RunDescription.status(run, owned),
                run.requested() == null ? "" : String.format(Locale.ROOT, "%,d", run.requested()),
                ShownName.of(run.inputName()));
    }
}
