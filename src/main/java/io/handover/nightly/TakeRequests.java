package io.handover.nightly;

import io.handover.csv.CsvFile;
import io.handover.csv.RefusedInput;
import io.handover.run.Commission.RequestFile;
import io.handover.run.Failure;
import io.handover.run.RunLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The second part of a pass: request files, each a run of its own, and put away when that is completed or refused. */
@Component
class TakeRequests {
    /** Nobody stands behind the file of a pass, so each request says who asks. */
    private static final CsvFile.Format FORMAT =
            new CsvFile.Format(Set.of("order_number", "smart_account", "requester"), null, null, Long.MAX_VALUE);

    private final RunLauncher launcher;

    TakeRequests(RunLauncher launcher) {
        this.launcher = launcher;
    }

    void take(Path file, Arrivals arrived, Tonight tonight) throws IOException {
        Notes notes = tonight.notes();
        if (!arrived.isAsItWas(file)) {
            notes.left(file, "is still being written");
            return;
        }
        try {
            requireColumns(file);
            notes.ran(launcher.carryOut(tonight.options()
                    .commission(
                            new RequestFile(file, "", false, null),
                            tonight.home().reports())));
        } catch (RefusedInput refused) {
            putAway(file, Failure.of(refused), arrived, tonight);
            return;
        } catch (IOException | RuntimeException failed) {
            notes.failed(Arrivals.name(file), Failure.of(failed));
            return;
        }
        putAway(file, null, arrived, tonight);
    }

    private static void requireColumns(Path file) throws IOException {
        CsvFile.open(file, FORMAT).close();
    }

    /** @param refusal null when its run is completed */
    private static void putAway(Path file, @Nullable Failure refusal, Arrivals arrived, Tonight tonight)
            throws IOException {
        Notes notes = tonight.notes();
        if (!arrived.isAsItWas(file)) {
            notes.left(file, "was changed while it was read");
            return;
        }
        try {
            if (refusal == null) {
                PutAway.into(tonight.archive(), file);
            } else {
                Path refused = tonight.home().refused();
                notes.refused(file, refusal, PutAway.refused(refused, file, refusal.message()));
            }
        } catch (IOException unmoved) {
            notes.failed(Arrivals.name(file), PutAway.failure(unmoved));
        }
    }
}
