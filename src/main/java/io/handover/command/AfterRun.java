package io.handover.command;

import io.handover.metrics.WriteMetrics;
import io.handover.notify.DeliverMessages;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** What every command that decides requests does when its work has ended, however it has. */
final class AfterRun {
    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write figures for Prometheus' textfile collector to this file, at the end.")
    private @Nullable Path metrics;

    /** One run or several, done by one of the program's beans. */
    interface Work<W, R> {
        R by(W worker) throws IOException;
    }

    /** Does the work, then delivers what there is to tell of runs, writes the metrics, and returns what the work did. */
    <W, R> R of(ConfigurableApplicationContext program, Class<W> worker, Work<W, R> work) throws IOException {
        try {
            return work.by(program.getBean(worker));
        } finally {
            program.getBean(DeliverMessages.class).deliver();
            if (metrics != null) {
                program.getBean(WriteMetrics.class).write(metrics);
            }
        }
    }
}
