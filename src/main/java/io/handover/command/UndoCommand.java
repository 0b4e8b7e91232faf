package io.handover.command;

import io.handover.run.Commission;
import io.handover.run.Commission.MovesOf;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code undo N}: takes back what a run has moved. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends every order that a run assigned back to where it was before, as a run of its own.",
        footer = {
            "",
            "Orders that have been moved or cancelled since stay where they are; the rejection report says which, and who"
                    + " moved them. An undo can be undone."
        })
final class UndoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "N", description = "The run number.")
    private long number;

    @Option(names = "--preview", description = "Decide and report, but move nothing.")
    private boolean preview;

    @Mixin
    private RunOptions options;

    @Mixin
    private OneRun oneRun;

    @Override
    public Integer call() throws IOException {
        options.check();
        Commission commission = new Commission(
                new MovesOf(number), options.terms(preview), System.getProperty("user.name"), options.settings());
        try {
            return oneRun.carryOut(options.workers(), (launcher, program) -> launcher.carryOut(commission));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
