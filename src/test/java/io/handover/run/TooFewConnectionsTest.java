package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.database.FaultyNetwork.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that gives fewer connections than the program would like. */
@Tag("long")
class TooFewConnectionsTest {
    private static final Duration IMPATIENT = Duration.ofSeconds(2);
    private static final String ROLE = "plain_" + ProcessHandle.current().pid();
    private static final String PASSWORD = "s3cret-of-plain";

    @TempDir
    private Path folder;

    private FaultyRegister faulty;

    @BeforeEach
    void setUp() {
        faulty = new FaultyRegister(folder);
        execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ROLE, PASSWORD));
        execute("""
                DO $$
                BEGIN
                    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %%I TO %s', current_database());
                END
                $$
                """.formatted(ROLE));
        execute("GRANT USAGE ON SCHEMA public TO " + ROLE);
        execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + ROLE);
        execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + ROLE);
        faulty.comeAs(ROLE, PASSWORD);
    }

    @AfterEach
    void tearDown() {
        faulty.network.cut();
        limit(-1);
        execute("DROP OWNED BY " + ROLE);
        execute("DROP ROLE " + ROLE);
        faulty.close();
    }

    @Test
    void endsWhenThereIsNoneAtTheStartOrInTheMiddle() {
        limit(0);
        Result refused = faulty.run(IMPATIENT);
        assertThat(refused.status()).isEqualTo(69);
        assertThat(refused.err())
                .contains("accepts no more connections")
                .hasLineCount(1)
                .doesNotContain(PASSWORD);

        limit(-1);
        AtomicBoolean once = new AtomicBoolean();
        faulty.network.decideBy(sent -> {
            if (Moment.MOVING.has(sent) && !once.getAndSet(true)) {
                limit(0);
                faulty.network.cut();
            }
            return Fate.ARRIVES;
        });
        faulty.assertEnded(faulty.run(IMPATIENT), "accepts no more connections");

        limit(-1);
        assertThat(faulty.run(IMPATIENT).status()).isEqualTo(4);
    }

    /** The run needs one for itself, one to keep its books, and at least one to work with; workers share the rest. */
    @Test
    void neverWaitsForEverForThoseThatItHasWorkersFor() {
        for (int connections = 2; connections <= 6; connections += 2) {
            limit(connections);
            Result result = faulty.run(IMPATIENT, 8);
            assertThat(result.status()).as(connections + ": " + result.err()).isIn(4, 69);
            if (result.status() == 69) {
                assertThat(result.err()).contains("accepts no more connections", "--workers");
            }
            Traces.assertNothingHalfDone(faulty.register.sql);
        }
        limit(-1);
        Result completed = faulty.run(IMPATIENT, 8);
        assertThat(completed.status()).as(completed.err()).isEqualTo(4);
    }

    private void limit(int connections) {
        execute("ALTER ROLE %s CONNECTION LIMIT %d".formatted(ROLE, connections));
    }

    private void execute(String sql) {
        faulty.register.sql.sql(sql).update();
    }
}
