package io.handover.command;

import io.handover.report.Summary;
import io.handover.run.Ending;
import io.handover.run.RunLauncher;
import io.handover.run.RunLauncher.Completed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a command does that carries out one run: it ends in order, and says what came of the run. */
final class OneRun {
    /** How the run is begun, or gone on with. */
    interface Work {
        Completed by(RunLauncher launcher, ConfigurableApplicationContext program) throws IOException;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private AfterRun afterRun;

    @Mixin
    private JsonOption json;

    /** Carries the run out, prints what came of it and returns the exit status that says it shortly. */
    int carryOut(int workers, Work work) throws IOException {
        return OrderlyEnd.of(atWork -> carryOut(workers, work, atWork));
    }

    private int carryOut(int workers, Work work, Consumer<Runnable> atWork) throws IOException {
        try (ConfigurableApplicationContext program = Application.startForRun(workers)) {
            return afterRun.of(program, RunLauncher.class, launcher -> {
                atWork.accept(launcher::stop);
                return print(work.by(launcher, program));
            });
        }
    }

    private int print(Completed completed) {
        Summary summary = Summary.of(completed.run(), completed.counts(), completed.reports());
        String before = completed.doneBefore()
                ? String.format("This was done before; nothing was applied now. This is what came of it:%n")
                : "";
        json.print(command, summary, before + summary.inWords());
        PrintWriter err = command.commandLine().getErr();
        if (completed.reports() == null) {
            err.println(
                    "The reports are not where they were asked for, and cannot be written any more: what the run had"
                            + " taken in was pruned.");
        }
        if (completed.run().withheld()) {
            err.println("More requests were rejected than allowed, so nothing was applied.");
        }
        return Ending.of(completed).status();
    }
}
