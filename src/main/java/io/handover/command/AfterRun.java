package io.handover.command;

import io.handover.notify.DeliverMessages;
import io.handover.run.RunLauncher;
import java.io.IOException;
import org.springframework.context.ConfigurableApplicationContext;

/** What every command that decides requests does when a run has ended, however it has. */
final class AfterRun {
    private AfterRun() {}

    /** A run, and what its command says of it. */
    interface Work {
        int carryOut(RunLauncher launcher) throws IOException;
    }

    /** Does the work, then delivers what there is to tell of runs, and returns the work's exit status. */
    static int of(ConfigurableApplicationContext program, Work work) throws IOException {
        try {
            return work.carryOut(program.getBean(RunLauncher.class));
        } finally {
            program.getBean(DeliverMessages.class).deliver();
        }
    }
}
