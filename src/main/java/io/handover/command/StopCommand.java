package io.handover.command;

import io.handover.run.StopRun;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stop N}: asks a run to end. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Asks a run to end at its next chunk; what it has done is kept, and resume N completes it.")
final class StopCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "N", description = "The run number.")
    private long number;

    @Mixin
    private JsonOption json;

    /** That the run was asked to end, for programs. */
    private record Asked(long run, String stop) {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            Arguments.require(
                    program.getBean(StopRun.class).stop(number), command, "Run " + number + " is not at work.");
            json.print(
                    command,
                    new Asked(number, "asked"),
                    String.format("Run %d was asked to end at its next chunk.%n", number));
            return ExitStatus.DONE;
        }
    }
}
