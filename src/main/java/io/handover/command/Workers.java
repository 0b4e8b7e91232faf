package io.handover.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --workers}: how many threads decide. */
final class Workers {
    @Option(names = "--workers", paramLabel = "N", description = "Threads that decide (default: one a processor).")
    private int count = Runtime.getRuntime().availableProcessors();

    int count() {
        return count;
    }

    void check(CommandSpec command) {
        Arguments.require(count >= 1, command, "--workers: at least 1 is needed, not " + count + ".");
    }
}
