package io.handover.command;

import io.handover.run.RunLauncher;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
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
    private AfterRun afterRun;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        return OrderlyEnd.of(this::resume);
    }

    private int resume(Consumer<Runnable> atWork) throws IOException {
        try (ConfigurableApplicationContext program =
                Application.startForRun(Runtime.getRuntime().availableProcessors())) {
            return afterRun.of(program, RunLauncher.class, launcher -> {
                atWork.accept(launcher::stop);
                return CompletedRun.print(launcher.resume(number), json, command);
            });
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
