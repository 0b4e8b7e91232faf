package io.handover.command;

import io.handover.ledger.Run;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run as programs are told of it.
 *
 * @param status that of the run, or INTERRUPTED when it calls itself running and nobody works on it
 */
record RunDescription(
        long run,
        String mode,
        String status,
        String input,
        @Nullable String sha256,
        @Nullable Integer read,
        Instant started,
        @Nullable Instant ended,
        String startedBy,
        @Nullable String requester,
        @Nullable String termsVersion,
        @Nullable String cause) {

    static RunDescription of(Run run, Set<Long> owned) {
        return new RunDescription(
                run.id(),
                run.mode().word(),
                status(run, owned),
                run.inputName(),
                run.sha256(),
                run.requested(),
                run.started(),
                run.ended(),
                run.startedBy(),
                run.requester().isEmpty() ? null : run.requester(),
                run.terms() == null ? null : run.terms().version(),
                run.cause());
    }

    static String status(Run run, Set<Long> owned) {
        boolean interrupted = run.status() == Run.Status.RUNNING && !owned.contains(run.id());
        return interrupted ? "INTERRUPTED" : run.status().name();
    }
}
