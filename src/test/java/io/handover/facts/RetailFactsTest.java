package io.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RetailFactsTest {
    private static final Path FACTS = Path.of("src/test/resources/retail/facts");

    @Test
    void loadsOnceAndFindsEverythingUnchangedTheSecondTime() {
        try (FactsDatabase database = new FactsDatabase()) {
            assertThat(database.feeds.load(FACTS).feeds())
                    .containsExactly(
                            new FeedSummary("accounts.csv", 294, 294, 0, 0, 0),
                            new FeedSummary("virtual_accounts.csv", 721, 721, 0, 0, 0),
                            new FeedSummary("people.csv", 119, 119, 0, 0, 0),
                            new FeedSummary("orders.csv", 378, 378, 0, 0, 0),
                            new FeedSummary("order_lines.csv", 8021, 8021, 0, 0, 0),
                            new FeedSummary("order_access.csv", 27, 27, 0, 0, 0));
            assertThat(database.feeds.load(FACTS).feeds())
                    .extracting(FeedSummary::unchanged)
                    .containsExactly(294L, 721L, 119L, 378L, 8021L, 27L);
        }
    }
}
