package io.handover.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as spreadsheets save them, tried with a preview. */
class FormsOfFilesTest {
    @TempDir
    private static Path out;

    private static HandedIn samples;

    @BeforeAll
    static void handIn() {
        samples = new HandedIn(out);
    }

    @AfterAll
    static void close() {
        samples.close();
    }

    @Test
    void previewsSemicolonsAfterAByteOrderMarkAndMovesNothing() {
        Result preview = samples.preview(
                HandedIn.SAMPLES.resolve("semicolons.csv"), "--requester", "anna.berg@borealis.example");

        assertThat(preview.out())
                .contains("\"mode\":\"preview\"")
                .contains("\"read\":3,\"assigned\":2,\"unchanged\":0,\"deferred\":0,\"rejected\":1")
                .contains("\"reasons\":{\"ORDER_NOT_FOUND\":1}");
        assertThat(preview.status()).isEqualTo(4);
        assertThat(samples.show("order", "4007").json().get("virtual_account").asString())
                .as("where the first run put it, not where the preview would")
                .isEqualTo("Default");
    }

    @Test
    void readsTabsInUtf16() throws IOException {
        Result preview = samples.preview(HandedIn.SAMPLES.resolve("unicode-text.csv"));

        assertThat(preview.status()).isZero();
        assertThat(HandedIn.records(HandedIn.report(preview, "results")))
                .extracting(FormsOfFilesTest::account)
                .containsExactly("tokyo-sensor.example/品質管理: ASSIGNED", "東京センサー/: ASSIGNED");
    }

    private static String account(CSVRecord record) {
        return record.get("smart_account") + "/" + record.get("virtual_account") + ": " + record.get("__status");
    }
}
