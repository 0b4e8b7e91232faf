package io.handover.command;

import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import io.handover.report.ShownName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runs}: past and present runs. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists past and present runs, the latest first.",
        subcommands = ShowRunCommand.class,
        footer = "With --json, one object on one line for each run.")
final class RunsCommand implements Callable<Integer> {
    private static final String HEADING = "   run  started               mode     status         requests  input";

    @Spec
    private CommandSpec command;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit: at least one, not " + limit + ".");
        }
        try (ConfigurableApplicationContext program = Application.start()) {
            Runs runs = program.getBean(Runs.class);
            List<Run> latest = runs.latest(limit);
            Set<Long> owned = runs.owned();
            if (!json.wanted()) {
                command.commandLine().getOut().println(latest.isEmpty() ? "There have been no runs." : HEADING);
            }
            latest.forEach(run -> json.print(command, RunDescription.of(run, owned), inWords(run, owned)));
            return ExitStatus.DONE;
        }
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
