package io.handover.ledger.audit;

import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.SealedLedger;
import io.handover.ledger.SealedOutcomes;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done to the outcomes of a run or of a month, or shows only there. */
@SuppressWarnings("InlineFormatString") // SQL stands at the top of the class that runs it.
final class TableAttacks {
    private static final String EDIT = """
            UPDATE outcomes
            SET justification = 'sold on, and on'
            WHERE run_id = :run
              AND record = :record
              AND order_key = :key
            """;

    private static final String READ = "SELECT " + SealedOutcomes.COLUMNS + """
            FROM outcomes x
            WHERE x.run_id = :run
              AND x.record = :record
            """;

    private static final String SET_LEAF = """
            UPDATE outcomes
            SET leaf = :leaf
            WHERE run_id = :run
              AND record = :record
              AND order_key = :key
            """;

    private static final String DELETE_RECORD = """
            DELETE FROM outcomes
            WHERE run_id = %d
              AND record = %d
            """;

    private static final String DELETE_RUN = """
            DELETE FROM outcomes
            WHERE run_id = %d
            """;

    private static final String REFUSED_RUN = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, terms_version, terms_accepted,
                              started, started_by, program_version, period)
            SELECT 99, mode, 'REFUSED', input_name, input_bytes, sha256, requester, terms_version, terms_accepted, started,
                   started_by, program_version, period
            FROM runs
            WHERE id = 7
            """;

    private static final String MONTH_OF_NO_RUN = """
            CREATE TABLE outcomes_2031_01 PARTITION OF outcomes FOR VALUES IN ('2031-01-01')
            """;

    private static final String MOVE_TO_IT = """
            UPDATE outcomes
            SET run_id = 99, period = '2031-01-01'
            WHERE run_id = :run
              AND record = :record
              AND order_key = :key
            """;

    static final String DETACHED = """
            INSERT INTO detached_periods (period, export, sha256)
            VALUES ('%s', 'september.csv', repeat('0', 64))
            """;

    private TableAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("edit a row together with its leaf", TableAttacks::editWithLeaf),
                new Attack("delete the first of a run", TableAttacks::deleteFirst),
                new Attack("delete the last of a run", TableAttacks::deleteLast),
                new Attack("delete the only one of a run", hands -> deleteRun(hands, 1)),
                new Attack("delete all of a run", hands -> deleteRun(hands, 4)),
                new Attack("delete all of the largest run", hands -> deleteRun(hands, 7)),
                new Attack("truncate a month", hands -> lose(hands, "TRUNCATE outcomes_2026_09")),
                new Attack("drop a month", hands -> lose(hands, "DROP TABLE outcomes_2026_09")),
                new Attack(
                        "detach a month by hand",
                        hands -> lose(hands, "ALTER TABLE outcomes DETACH PARTITION outcomes_2026_09")),
                new Attack("insert a row after the last of a run", TableAttacks::insertAfterTheLast),
                new Attack("insert a row into a run without any", TableAttacks::insertIntoEmptyRun),
                new Attack("insert a row into a run that was refused", TableAttacks::insertIntoRefusedRun),
                new Attack("put a row into a month without runs", TableAttacks::moveToMonthWithoutRuns),
                new Attack("say that a month is detached which is there", TableAttacks::detachInWords));
    }

    private static Set<String> editWithLeaf(OwnersHands hands) {
        Place row = hands.row("status = 'ASSIGNED'");
        editWithLeaf(hands, row);
        return Set.of(Fault.ofRun(
                        row.run(),
                        "The outcomes do not make the root that was sealed: one of them was changed together with its"
                                + " hash. An export taken before tells which.")
                .toString());
    }

    static void editWithLeaf(OwnersHands hands, Place row) {
        hands.change(row, EDIT);
        RecordedOutcome outcome = hands.ledger()
                .get(JdbcClient.class)
                .sql(READ)
                .param("run", row.run())
                .param("record", row.record())
                .query((columns, number) -> SealedOutcomes.outcome(row.run(), columns))
                .single();
        hands.change(row, SET_LEAF, "leaf", SealedLedger.leaf(outcome));
    }

    private static Set<String> deleteFirst(OwnersHands hands) {
        long run = hands.anyRun();
        hands.execute(DELETE_RECORD.formatted(run, 1));
        return Set.of(new Fault(run, 1, null, "The outcome is missing.").toString(), OwnersHands.counts(run));
    }

    private static Set<String> deleteLast(OwnersHands hands) {
        long run = hands.anyRun();
        int last = hands.size(run);
        long before = hands.record(run, last - 1).line();
        hands.execute(DELETE_RECORD.formatted(run, last));
        return Set.of(
                new Fault(run, last, null, "The outcome is missing, after line " + before + ".").toString(),
                OwnersHands.counts(run));
    }

    private static Set<String> deleteRun(OwnersHands hands, long run) {
        hands.execute(DELETE_RUN.formatted(run));
        return lost(hands, List.of(run));
    }

    private static Set<String> lose(OwnersHands hands, String sql) {
        hands.execute(sql);
        return lost(hands, List.of(1L, 2L, 3L));
    }

    static Set<String> lost(OwnersHands hands, List<Long> runs) {
        Function<Long, String> missing = run -> new Fault(
                        run,
                        1,
                        null,
                        hands.size(run) == 1
                                ? "The outcome is missing."
                                : hands.size(run) + " outcomes are missing from here on.")
                .toString();
        return Stream.concat(runs.stream().map(missing), runs.stream().map(OwnersHands::counts))
                .collect(Collectors.toSet());
    }

    private static Set<String> insertAfterTheLast(OwnersHands hands) {
        Place row = hands.row("order_key > 0");
        int size = hands.size(row.run());
        Place there = row.withRecord(size + 1);
        RowAttacks.insertCopy(hands, row, there, 0);
        return Set.of(there.changed(), there.added(size), OwnersHands.counts(row.run()));
    }

    private static Set<String> insertIntoEmptyRun(OwnersHands hands) {
        Place row = hands.row(5, "order_key > 0");
        Place there = row.ofRun(6).withRecord(1);
        RowAttacks.insertCopy(hands, row, there, 0);
        return Set.of(there.changed(), there.added(0), OwnersHands.counts(6));
    }

    private static Set<String> insertIntoRefusedRun(OwnersHands hands) {
        hands.execute(REFUSED_RUN);
        Place row = hands.row("order_key > 0");
        RowAttacks.insertCopy(hands, row, row.ofRun(99), 0);
        return Set.of(row.ofRun(99).stray());
    }

    private static Set<String> moveToMonthWithoutRuns(OwnersHands hands) {
        Place row = hands.record(4, 1);
        hands.execute(MONTH_OF_NO_RUN);
        hands.change(row, MOVE_TO_IT);
        return Set.of(
                row.ofRun(99).stray(),
                new Fault(4L, 1, null, "The outcome is missing.").toString(),
                OwnersHands.counts(4));
    }

    private static Set<String> detachInWords(OwnersHands hands) {
        hands.execute(DETACHED.formatted(SealedLedger.EARLIER));
        return Stream.of(1L, 2L, 3L)
                .map(run -> Fault.ofRun(run, "Its month is recorded as detached, and its outcomes are there.")
                        .toString())
                .collect(Collectors.toSet());
    }
}
