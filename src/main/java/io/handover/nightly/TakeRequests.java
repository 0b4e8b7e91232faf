package io.handover.nightly;

import io.handover.csv.CsvFile;
import io.handover.csv.RefusedInput;
import io.handover.run.Commission.RequestFile;
import io.handover.run.Failure;
import io.handover.run.RunLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
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
            if (arrived.isAsItWas(file)) {
                PutAway.into(tonight.archive(), file);
            } else {
                notes.left(file, "was changed after it was read");
            }
        } catch (RefusedInput refused) {
            refuse(file, Failure.of(refused), arrived, tonight);
        } catch (IOException | RuntimeException failed) {
            notes.failed(Arrivals.name(file), Failure.of(failed));
        }
    }

    private static void requireColumns(Path file) throws IOException {
        CsvFile.open(file, FORMAT).close();
    }

    private static void refuse(Path file, Failure cause, Arrivals arrived, Tonight tonight) throws IOException {
        if (arrived.isAsItWas(file)) {
            Path movedTo = PutAway.refused(tonight.home().refused(), file, cause.message());
            tonight.notes().refused(file, cause, movedTo);
        } else {
            tonight.notes().left(file, "is still being written");
        }
    }
}
