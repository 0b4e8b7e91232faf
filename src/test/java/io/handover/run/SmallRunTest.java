package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a small run costs does not depend on what larger runs have left in the ledger. */
class SmallRunTest {
    private static final int REQUESTS = 1_000;

    // As after a run of many requests, and some of its rejections.
    private static final String LARGE_LEDGER = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, terms_version, started_by,
                              terms_accepted, started, program_version, requested)
            VALUES (1, 'apply', 'COMPLETED', 'large.csv', 1, repeat('0', 64), '', '1', 'u', now(), now(), '1', 200000);
            INSERT INTO requests (run_id, record, line, fields, miscounted, order_number, case_given)
            SELECT 1, n, n + 1, '{S}', false, 'S', false
            FROM generate_series(1, 200000) n;
            DO $$BEGIN PERFORM open_period(period) FROM runs; END$$;
            INSERT INTO outcomes (run_id, order_key, record, period, line, decided, requester, status, codes, message, leaf)
            SELECT 1, -n, n, period, n + 1, now(), '', 'REJECTED', '{ORDER_NOT_FOUND}', 'No order was found.',
                   sha256('leaf')
            FROM generate_series(1, 200000) n, runs
            """;

    private static final String READ_FROM_OUTCOMES = """
            SELECT sum(seq_scan + coalesce(idx_scan, 0))
            FROM pg_stat_user_tables
            WHERE relname LIKE 'outcomes%'
            """;

    @TempDir
    private Path folder;

    @Test
    void looksUpNoOutcomeByItself() {
        try (Register register = new Register(folder, REQUESTS)) {
            register.sql.sql(LARGE_LEDGER).update();
            register.sql.sql("ANALYZE runs, requests, outcomes").update();
            Path file = register.moves("small.csv", REQUESTS, "nowhere.example");

            assertThat(register.run(file).json().get("rejected").asInt()).isEqualTo(REQUESTS);

            register.database().endProgramSessions();
            assertThat(register.results("small", 2)).hasSize(REQUESTS);
            assertThat(register.count(READ_FROM_OUTCOMES)).isLessThan(REQUESTS / 10);
        }
    }
}
