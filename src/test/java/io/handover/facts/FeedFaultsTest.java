package io.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.FaultyNetwork;
import io.handover.database.FaultyNetwork.Fate;
import io.handover.database.TestDatabase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Feeds are loaded wholly or not at all, whatever happens to the connection, and by the same command in the end.
 * {@code ./mvnw test -Dtest=FeedFaultsTest -Dfaults=200 -Dseed=1} tries 200 faults.
 */
class FeedFaultsTest {
    private static final int FAULTS = Integer.getInteger("faults", 3);
    private static final long SEED = Long.getLong("seed", 1L);
    private static final Path FEEDS = Path.of("input-samples", "facts");

    private static final String FACTS = """
            SELECT concat_ws(' ', (SELECT count(*) FROM accounts), (SELECT count(*) FROM virtual_accounts),
                             (SELECT count(*) FROM people), (SELECT count(*) FROM orders),
                             (SELECT count(*) FROM order_lines), (SELECT count(*) FROM order_access))
            """;

    private static final String NONE = "0 0 0 0 0 0";
    private static final String ALL = "10 15 6 39 47 4";

    private final Random random = new Random(SEED);
    private final Set<String> used = new HashSet<>();
    private int tried;
    private int wentOn;
    private long statements;

    @AfterEach
    void forget() {
        used.forEach(System::clearProperty);
    }

    @Test
    void areAppliedWhollyOrNotAtAll() {
        load(Long.MAX_VALUE, Fate.ARRIVES, "60s");
        System.out.println("faults " + FAULTS + ", seed " + SEED);
        for (tried = 0; tried < FAULTS; tried++) {
            Fate fate = random.nextBoolean() ? Fate.IS_LOST : Fate.ANSWER_IS_LOST;
            load(1L + random.nextInt((int) statements), fate, random.nextBoolean() ? "60s" : "0s");
        }
        System.out.printf(
                "faults %d, loads half applied 0, gone on by itself %d, ended with 69 and completed %d, seed %d%n",
                FAULTS, wentOn, FAULTS - wentOn, SEED);
    }

    private void load(long at, Fate fate, String patience) {
        String what = "fault %d: %s at statement %d of %d".formatted(tried, fate, at, statements);
        try (TestDatabase database = TestDatabase.create();
                FaultyNetwork network = FaultyNetwork.before(database.properties())) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            AtomicLong passed = new AtomicLong();
            network.decideBy(sent -> passed.incrementAndGet() == at ? fate : Fate.ARRIVES);
            Map<String, Object> properties = network.properties();
            properties.put("handover.patience", patience);
            properties.put("spring.datasource.hikari.connection-timeout", 1000);
            used.addAll(properties.keySet());
            TestProgram program = TestProgram.with(properties);

            Result result = program.run("load", FEEDS);
            assertThat(result.status()).as(what + ": " + result.err()).isIn(0, 69);
            String facts = sql.sql(FACTS).query(String.class).single();
            if (result.status() == 0) {
                assertThat(facts).as(what).isEqualTo(ALL);
                wentOn += tried >= 0 && at < Long.MAX_VALUE ? 1 : 0;
            } else {
                assertThat(facts).as(what).isIn(NONE, ALL);
                assertThat(result.err()).as(what).hasLineCount(1);
                assertThat(program.run("load", FEEDS).status()).as(what).isZero();
            }
            statements = at == Long.MAX_VALUE ? network.statements() : statements;
            assertThat(sql.sql(FACTS).query(String.class).single()).as(what).isEqualTo(ALL);
        }
    }
}
