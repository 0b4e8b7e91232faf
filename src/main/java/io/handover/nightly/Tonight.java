package io.handover.nightly;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * One pass, while it goes on.
 *
 * @param date that of the archive's folder
 */
record Tonight(Home home, PassOptions options, LocalDate date, Notes notes) {
    Path archive() {
        return home.archive(date);
    }
}
