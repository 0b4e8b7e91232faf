package io.handover.report;

import io.handover.ledger.Counts;
import io.handover.ledger.NewRun;
import io.handover.ledger.Run;
import io.handover.ledger.Seal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run was and what came of it, for programs: the content of the manifest file, in this order.
 *
 * @param format version of this form; a change that readers would trip over makes it 2
 * @param reports by name: {@code rejections}, and {@code results} when it was wanted
 */
record Manifest(
        int format,
        long run,
        String mode,
        String status,
        Who who,
        @Nullable Terms terms,
        Times times,
        Input input,
        int read,
        int assigned,
        int unchanged,
        int deferred,
        int rejected,
        SortedMap<String, Integer> reasons,
        Map<String, Report> reports,
        Seal seal,
        String program) {

    private static final int FORMAT = 1;

    /** @param requester stands in for a blank requester; null for none */
    record Who(String startedBy, @Nullable String requester) {}

    record Terms(String version, String acceptedBy, Instant accepted) {}

    record Times(Instant started, Instant sealed) {}

    /**
     * @param bytes of the file; null, like sha256, for a run over what earlier runs left
     * @param sha256 like all of them: 64 hexadecimal digits
     */
    record Input(
            String name, @Nullable Long bytes, @Nullable String sha256) {}

    /** @param records without the header */
    record Report(String file, String sha256, int records) {}

    static Manifest of(Run run, Counts counts, Map<String, Report> reports, Seal seal) {
        Run.AcceptedTerms terms = run.terms();
        NewRun.InputBytes bytes = run.bytes();
        return new Manifest(
                FORMAT,
                run.id(),
                run.mode().word(),
                (run.withheld() ? Run.Status.REFUSED : Run.Status.COMPLETED).name(),
                new Who(run.startedBy(), run.requester().isEmpty() ? null : run.requester()),
                terms == null ? null : new Terms(terms.version(), run.startedBy(), terms.accepted()),
                new Times(run.started(), Objects.requireNonNull(seal.head().time())),
                new Input(run.inputName(), bytes == null ? null : bytes.count(), run.sha256()),
                counts.read(),
                counts.assigned(),
                counts.unchanged(),
                counts.deferred(),
                counts.rejected(),
                counts.reasons(),
                reports,
                seal,
                run.programVersion());
    }
}
