package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What docs/ledger-format.md tells to do by hand comes to what it says. */
@Tag("long")
class ByHandTest {
    @Test
    void theBlocksPrintWhatThePageSays() throws IOException, InterruptedException {
        ForeignProgram.assumeInstalled("docs/ledger-format.md, By hand,", "bash", "python3", "sha256sum", "xxd");
        String page = FormatPage.text();
        String blocks = String.join("", FormatPage.blocks(page, "sh"));
        List<String> said = FormatPage.found(page, "\nprints `([^`]*)`");

        ForeignProgram bash = ForeignProgram.run(FormatPage.EXAMPLE, "bash", "-euc", blocks);

        assertThat(bash.printed().lines()).containsExactlyElementsOf(said).hasSize(3);
        assertThat(bash.status()).isZero();
    }
}
