package io.handover.command;

import io.handover.report.Summary;
import io.handover.run.Ending;
import io.handover.run.RunLauncher;
import picocli.CommandLine.Model.CommandSpec;

/** How a command that has completed a run says so. */
final class CompletedRun {
    private CompletedRun() {}

    /** Prints what came of the run and returns the exit status that says it shortly. */
    static int print(RunLauncher.Completed completed, JsonOption json, CommandSpec command) {
        Summary summary = Summary.of(completed.run(), completed.counts(), completed.reports());
        String before = completed.doneBefore()
                ? String.format("This was done before; nothing was applied now. This is what came of it:%n")
                : "";
        json.print(command, summary, before + summary.inWords());
        if (completed.reports() == null) {
            command.commandLine()
                    .getErr()
                    .println(
                            "The reports are not where they were asked for, and cannot be written any more: what the run"
                                    + " had taken in was pruned.");
        }
        if (completed.run().withheld()) {
            command.commandLine().getErr().println("More requests were rejected than allowed, so nothing was applied.");
        }
        return Ending.of(completed).status();
    }
}
