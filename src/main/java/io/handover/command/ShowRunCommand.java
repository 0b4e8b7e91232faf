package io.handover.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.handover.ledger.Counts;
import io.handover.ledger.DeferredFate;
import io.handover.ledger.DeferredRequests;
import io.handover.ledger.NewRun;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import io.handover.ledger.Tallies;
import io.handover.report.Json;
import io.handover.report.ShownName;
import io.handover.report.Summary;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs show N}: one run. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one run, what came of it, and what has become since of each request that it deferred.")
final class ShowRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "N", description = "The run number.")
    private long number;

    @Mixin
    private JsonOption json;

    /**
     * A run that is over, for programs.
     *
     * @param pruned since when no report of it can be written; null for as long as one can
     * @param deferredRequests what has become of each request that it deferred
     */
    private record Shown(
            @JsonUnwrapped Summary summary, @Nullable Instant pruned, Iterator<DeferredFate> deferredRequests) {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            Runs runs = program.getBean(Runs.class);
            Run run = Arguments.run(command, runs, number);
            if (run.isOver()) {
                Counts counts = program.getBean(Tallies.class).of(number);
                Summary summary = Summary.of(run, counts, null);
                DeferredRequests deferred = program.getBean(DeferredRequests.class);
                if (json.wanted()) {
                    deferred.fates(number, Integer.MAX_VALUE, fates -> print(summary, run, fates.iterator()));
                } else {
                    String fates =
                            DeferredFates.of(run, counts.deferred(), deferred).inWords();
                    json.print(command, summary, summary.inWords() + inWords(run) + fates);
                }
            } else {
                Set<Long> owned = runs.owned();
                String heading = String.format(
                        Locale.ROOT,
                        "Run %d (%s) of %s: %s%n",
                        run.id(),
                        run.mode().word(),
                        ShownName.of(run.inputName()),
                        RunDescription.status(run, owned));
                json.print(command, RunDescription.of(run, owned), heading + inWords(run));
            }
            return ExitStatus.DONE;
        }
    }

    private PrintWriter print(Summary summary, Run run, Iterator<DeferredFate> fates) {
        PrintWriter out = command.commandLine().getOut();
        Json.writeInOneLine(out, new Shown(summary, run.pruned(), fates));
        out.println();
        out.flush();
        return out;
    }

    private static String inWords(Run run) {
        StringBuilder text = new StringBuilder();
        line(text, "started", run.started() + " by " + run.startedBy());
        line(text, "ended", run.ended());
        line(text, "requester", run.requester().isEmpty() ? null : run.requester());
        line(
                text,
                "terms",
                run.terms() == null
                        ? null
                        : "version " + run.terms().version() + ", accepted "
                                + run.terms().accepted());
        NewRun.InputBytes bytes = run.bytes();
        line(text, "input", bytes == null ? null : bytes.sha256() + ", " + bytes.count() + " bytes");
        line(text, "undoes", run.undoes() == null ? null : "run " + run.undoes());
        line(
                text,
                "expires",
                run.expiresBefore() == null ? null : "what runs before " + run.expiresBefore() + " deferred");
        line(
                text,
                "allowed",
                run.maxRejected() == null ? null : run.maxRejected().text() + " rejected");
        line(text, "pruned", run.pruned() == null ? null : run.pruned() + "; no report can be written any more");
        line(text, "program", run.programVersion());
        line(text, "cause", run.cause());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(String.format("  %-9s  %s%n", name, value));
        }
    }
}
