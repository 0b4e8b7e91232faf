package io.handover.command;

import io.handover.run.Commission;
import io.handover.run.Commission.Deferred;
import io.handover.run.RunLauncher;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retry}: the requests that wait. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Decides all deferred requests again, as a run of its own, in the order in which they came.",
        footer = {
            "",
            "What is still deferred waits on. What has waited for too long, or has been overtaken by a later request or"
                    + " move of its order, is rejected."
        })
final class RetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--expire-after",
            paramLabel = "TIME",
            converter = Age.class,
            defaultValue = "30d",
            description = "How long a request may wait, as in 30d or 12h (default: ${DEFAULT-VALUE}).")
    private Duration limit;

    @Mixin
    private RunOptions options;

    @Mixin
    private AfterRun afterRun;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        options.check();
        Commission commission = new Commission(
                new Deferred(limit), options.terms(false), System.getProperty("user.name"), options.settings());
        return OrderlyEnd.of(launcher -> retry(commission, launcher));
    }

    private int retry(Commission commission, Consumer<Runnable> atWork) throws IOException {
        try (ConfigurableApplicationContext program = Application.startForRun(options.workers())) {
            return afterRun.of(program, RunLauncher.class, launcher -> {
                atWork.accept(launcher::stop);
                return CompletedRun.print(launcher.carryOut(commission), json, command);
            });
        }
    }
}
