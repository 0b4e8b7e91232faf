package io.handover.command;

import io.handover.metrics.WriteMetrics;
import io.handover.notify.DeliverMessages;
import io.handover.run.RunLauncher;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** What every command that decides requests does when a run has ended, however it has. */
final class AfterRun {
    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write figures for Prometheus' textfile collector to this file, at the end.")
    private @Nullable Path metrics;

    /** A run, and what its command says of it. */
    interface Work {
        int carryOut(RunLauncher launcher) throws IOException;
    }

    /** Does the work, then delivers what there is to tell of runs, writes the metrics, and returns the work's exit status. */
    int of(ConfigurableApplicationContext program, Work work) throws IOException {
        try {
            return work.carryOut(program.getBean(RunLauncher.class));
        } finally {
            program.getBean(DeliverMessages.class).deliver();
            if (metrics != null) {
                program.getBean(WriteMetrics.class).write(metrics);
            }
        }
    }
}
