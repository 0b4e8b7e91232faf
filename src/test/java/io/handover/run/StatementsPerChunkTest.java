package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chunk takes a fixed number of statements, whatever it holds; the server itself counts them. */
class StatementsPerChunkTest {
    // Those on the register and the ledger. How many sessions begin meanwhile, and look around, hangs on the clock.
    private static final String COUNT = """
            SELECT sum(calls)
            FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND query ~* '\\m(requests|sought|found|matches|people|accounts|orders|order_access|outcomes|tallies)\\M'
            """;

    @TempDir
    private Path folder;

    @Test
    void doNotGrowWithTheChunk() {
        // Not a full chunk: after that one, Batch asks for another, which is empty.
        assertThat(statementsOfRun(AssignRange.CHUNK - 10)).isEqualTo(statementsOfRun(20));
    }

    /** Counts those of a run of one chunk with so many requests, of which a tenth is refused. */
    private long statementsOfRun(int requests) {
        try (Register register = new Register(folder, requests)) {
            register.sql.sql("CREATE EXTENSION pg_stat_statements").update();
            Path file = register.file(
                    "file.csv",
                    Register.HEADER,
                    IntStream.rangeClosed(1, requests)
                            .mapToObj(n -> "S" + n + (n % 10 == 0 ? ",pending" : ",a") + ".example," + Register.ANN));
            register.run(file, "--preview", "--workers", 1);
            register.sql.sql("SELECT pg_stat_statements_reset()").query().singleRow();

            assertThat(register.run(file, "--workers", 1).status()).isEqualTo(4);

            assertThat(register.count("SELECT count(*) FROM outcomes WHERE run_id = 2 AND status = 'ASSIGNED'"))
                    .isEqualTo(requests - requests / 10);
            return register.count(COUNT);
        }
    }
}
