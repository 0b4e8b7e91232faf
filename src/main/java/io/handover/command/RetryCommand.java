package io.handover.command;

import io.handover.run.Commission;
import io.handover.run.Commission.Deferred;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private OneRun oneRun;

    @Override
    public Integer call() throws IOException {
        options.check();
        Commission commission = new Commission(
                new Deferred(limit), options.terms(false), System.getProperty("user.name"), options.settings());
        return oneRun.carryOut(options.workers(), (launcher, program) -> launcher.carryOut(commission));
    }
}
