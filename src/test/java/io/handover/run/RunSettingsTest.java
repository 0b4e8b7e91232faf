package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.parameters.JobParameters;

class RunSettingsTest {
    /** Else {@code resume} from another folder would not find the file, or write its reports there. */
    @Test
    void placesAreKeptAsSeenFromTheRoot() {
        RunSettings settings = new RunSettings(null, null, 1, 1, Path.of("out/../reports"), false);
        JobParameters parameters = settings.toParameters(1, 1, Path.of("monday.csv"));

        assertThat(RunSettings.fileOf(parameters))
                .isAbsolute()
                .isEqualTo(Path.of("monday.csv").toAbsolutePath());
        assertThat(RunSettings.of(parameters).out())
                .isEqualTo(Path.of("out/../reports").toAbsolutePath());
        assertThat(settings.out()).as("what is printed is as the user gave it").isRelative();
    }
}
