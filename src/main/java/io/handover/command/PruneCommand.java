package io.handover.command;

import io.handover.run.PruneRuns;
import io.handover.run.PruneRuns.Pruned;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prune}: makes room. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Deletes what runs that ended long ago have left beside the ledger.",
        footer = {
            "",
            "What goes: the requests that the runs took in, what was matched for them, deferred requests that they ended,"
                    + " messages about them that wait no longer, and the books of their steps. What stays: every outcome, count and seal, the runs themselves,"
                    + " deferred requests that wait, and all of runs that can be resumed.",
            "",
            "Afterwards no report of such a run can be written again. Its file handed in once more is answered with its"
                    + " summary as before, and it can be undone. Other runs may go on meanwhile."
        })
final class PruneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = Age.class,
            required = true,
            description = "How long ago the runs have ended, as in 400d; at least 30d.")
    private Duration age;

    @Option(names = "--preview", description = "Count, but delete nothing.")
    private boolean preview;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Arguments.require(
                age.compareTo(PruneRuns.KEPT) >= 0, command, "--older-than: what ended less than 30d ago is kept.");
        try (ConfigurableApplicationContext program = Application.start()) {
            Pruned pruned = program.getBean(PruneRuns.class).prune(age, preview);
            json.print(command, pruned, inWords(pruned));
            return ExitStatus.DONE;
        }
    }

    private static String inWords(Pruned pruned) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s what runs that ended before %s have left:%n",
                pruned.preview() ? "Would delete" : "Deleted", pruned.endedBefore()));
        line(text, "runs", pruned.runs());
        line(text, "requests", pruned.requests());
        line(text, "matches", pruned.matches());
        line(text, "deferred, ended", pruned.deferred());
        line(text, "messages", pruned.messages());
        line(text, "job executions", pruned.executions());
        if (pruned.busy() > 0) {
            line(text, "runs left, at work", pruned.busy());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long count) {
        text.append(String.format(Locale.ROOT, "  %-18s %,11d%n", what, count));
    }
}
