package io.handover.command;

import io.handover.ledger.Run.AcceptedTerms;
import io.handover.run.RunSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that decides requests takes. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--accept-terms", description = "Accept the terms of use; nothing moves without that.")
    private boolean acceptTerms;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "reports",
            description = "Where the reports go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--results", description = "Also report every request, not only the refused ones.")
    private boolean results;

    @Mixin
    private Workers workers;

    int workers() {
        return workers.count();
    }

    void check() {
        Arguments.requireWritableFolder(command, out);
        workers.check(command);
    }

    /** Returns the terms as accepted; null for a preview, which needs none. */
    @Nullable
    AcceptedTerms terms(boolean preview) {
        return preview ? null : Terms.accepted(acceptTerms, command, Clock.systemUTC());
    }

    /** Returns the settings of a run that no file is handed in for. */
    RunSettings settings() {
        return settings(null, null, Integer.MAX_VALUE);
    }

    RunSettings settings(@Nullable String charset, @Nullable Character delimiter, long maxRecords) {
        return new RunSettings(charset, delimiter, maxRecords, workers.count(), out, results);
    }
}
