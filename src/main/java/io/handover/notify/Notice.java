package io.handover.notify;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.handover.ledger.Run;
import io.handover.report.Summary;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a webhook is told: which message this is, what has happened, and the facts, all in one object. */
record Notice(UUID id, String event, @JsonUnwrapped Object run) {

    static Notice of(UUID id, Summary summary, Event event) {
        return new Notice(id, event.word(), summary);
    }

    static Notice of(UUID id, Run run, Event event) {
        return new Notice(id, event.word(), Unfinished.of(run));
    }

    /** A run that has decided nothing, or not all: there are no counts to be told. */
    record Unfinished(
            long run,
            String mode,
            String status,
            String input,
            @Nullable String sha256,
            @Nullable String cause) {
        static Unfinished of(Run run) {
            return new Unfinished(
                    run.id(), run.mode().word(), run.status().name(), run.inputName(), run.sha256(), run.cause());
        }
    }
}
