package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Hooks;
import io.handover.command.TestProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** A process that has lost its run to another writes nothing more. */
class FenceTest {
    private static final String WRITTEN = """
            SELECT (SELECT count(*) FROM requests) AS requests,
                   (SELECT count(*) FROM matches) AS matches,
                   (SELECT count(*) FROM outcomes) AS outcomes,
                   (SELECT sum(version) FROM orders) AS moves,
                   (SELECT count(*) FROM seals) AS seals,
                   (SELECT status || attempt || coalesce(cause, '') FROM runs) AS run
            """;

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reading", "matching", "deciding", "sealing", "writing"})
    void keepsAFormerOwnerFromWriting(String step) {
        Path file = register.moves("file.csv", 3, "a.example");
        AtomicReference<Map<String, @Nullable Object>> atTheTakeOver = new AtomicReference<>();

        Result former = register.program()
                .runWith(
                        work -> {
                            if (work.startsWith(step)) {
                                takeOver();
                                atTheTakeOver.set(written());
                            }
                        },
                        register.arguments(file));

        assertThat(former.status()).as(former.err()).isEqualTo(75);
        assertThat(former.err())
                .contains("Run 1 is being worked on by another process")
                .doesNotContain("at io.handover");
        assertThat(written()).isEqualTo(atTheTakeOver.get()).containsEntry("run", "RUNNING2");
        assertThat(Files.exists(register.reports().resolve("file.run-1.manifest.json")))
                .isFalse();
        assertThat(register.run(file).status()).isZero();
    }

    @Test
    void holdsARunUntilTheChunkHasCommitted() {
        Path file = register.moves("file.csv", 3, "a.example");
        AtomicReference<Throwable> refused = new AtomicReference<>();

        Result result = register.program()
                .runWith(
                        work -> {
                            if (work.equals(Hooks.CHUNK)) {
                                try {
                                    register.sql
                                            .sql("SET lock_timeout = '300ms'; UPDATE runs SET attempt = 2")
                                            .update();
                                } catch (DataAccessException e) {
                                    refused.set(e);
                                }
                            }
                        },
                        register.arguments(file));

        assertThat(refused.get()).hasMessageContaining("lock timeout");
        assertThat(result.status()).as(result.err()).isZero();
    }

    private void takeOver() {
        register.sql
                .sql("UPDATE runs SET attempt = attempt + 1, owner = 'another'")
                .update();
    }

    private Map<String, @Nullable Object> written() {
        return register.sql.sql(WRITTEN).query().singleRow();
    }
}
