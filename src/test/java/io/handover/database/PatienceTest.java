package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What passes is tried again, for a while; nothing else is. */
class PatienceTest {
    private static final TestDatabase DATABASE = TestDatabase.createEmpty();

    private final JdbcClient sql = JdbcClient.create(DATABASE.dataSource());
    private final AtomicInteger tries = new AtomicInteger();

    @AfterAll
    static void dropDatabase() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03", "08006"})
    void triesAgainWhatFailsForAReasonThatPasses(String state) {
        int result = new Patience(Duration.ofMinutes(1)).with(() -> failTwice(state));

        assertThat(result).isEqualTo(3);
    }

    @Test
    void triesAgainWhenASessionWasEnded() {
        int result = new Patience(Duration.ofMinutes(1)).with(() -> {
            if (tries.incrementAndGet() < 3) {
                sql.sql("SELECT pg_terminate_backend(pg_backend_pid())").query().singleRow();
            }
            return tries.get();
        });

        assertThat(result).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42501", "53100", "53300", "28P01", "57014"})
    void doesNotTryAgainWhatCannotPassByItself(String state) {
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1)).with(() -> failTwice(state)))
                .isInstanceOf(DataAccessException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void givesUpInTheEnd() {
        assertThatThrownBy(() -> new Patience(Duration.ofMillis(500)).with(() -> {
                    tries.incrementAndGet();
                    return raise("40P01");
                }))
                .isInstanceOf(DataAccessException.class);
        // After pauses of 100, 200 and 400 milliseconds.
        assertThat(tries).hasValue(4);
    }

    private int failTwice(String state) {
        return tries.incrementAndGet() < 3 ? raise(state) : tries.get();
    }

    private int raise(String state) {
        return sql.sql("DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '" + state + "'; END $$")
                .update();
    }
}
