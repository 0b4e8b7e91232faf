package io.handover.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume N}: takes a run up where it ended. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Completes a run that was stopped or interrupted, with the options that it was started with.")
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "N", description = "The run number.")
    private long number;

    @Mixin
    private OneRun oneRun;

    @Override
    public Integer call() throws IOException {
        try {
            return oneRun.carryOut(
                    Runtime.getRuntime().availableProcessors(), (launcher, program) -> launcher.resume(number));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
