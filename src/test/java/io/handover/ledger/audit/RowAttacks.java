package io.handover.ledger.audit;

import io.handover.ledger.SealedLedger;
import java.util.Set;
import java.util.stream.Stream;

/** What can be done to single rows beside editing them: each can be done to many rows at once. */
final class RowAttacks {
    private static final String OF_ROW = """
            WHERE run_id = :run
              AND record = :record
              AND order_key = :key
            """;

    private static final String DELETE = "DELETE FROM outcomes " + OF_ROW;

    private static final String MOVE_TO_MONTH = "UPDATE outcomes SET period = :month " + OF_ROW;

    private static final String WORDS = """
            line, decided, requester, reference, order_number, sales_order_number, web_order_number, from_account,
            from_virtual_account, to_account, to_virtual_account, status, codes, message, justification, case_number
            """;

    private static final String INSERT_COPY = """
            INSERT INTO outcomes (run_id, order_key, record, period, leaf, %1$s)
            SELECT :to_run, order_key + :keys_on, :to_record, period, leaf, %2$s
            FROM outcomes
            """.formatted(WORDS, WORDS.replaceFirst("line", ":to_line")) + OF_ROW;

    private static final String SWAP_RECORDS = """
            UPDATE outcomes
            SET record = :record + :other - record
            WHERE run_id = :run
              AND record IN (:record, :other)
            """;

    private static final String SWAP_LEAVES = """
            UPDATE outcomes x
            SET leaf = y.leaf
            FROM outcomes y
            WHERE x.run_id = :run
              AND x.record IN (:record, :other)
              AND y.run_id = :run
              AND y.record = :record + :other - x.record
            """;

    private static final String SWAP_WORDS = """
            UPDATE outcomes x
            SET (leaf, %1$s) = (SELECT CASE WHEN :leaf THEN y.leaf ELSE x.leaf END, %1$s
                                FROM outcomes y
                                WHERE y.run_id = :run
                                  AND y.record = :record + :other - x.record)
            WHERE x.run_id = :run
              AND x.record IN (:record, :other)
            """.formatted(WORDS);

    private static final String SWAP_RUNS = """
            UPDATE outcomes
            SET run_id = :run + :other_run - run_id
            WHERE run_id IN (:run, :other_run)
              AND record = :record
            """;

    private static final String IN_BOTH_RUNS = """
            status = 'ASSIGNED'
            AND EXISTS (SELECT FROM outcomes o WHERE o.run_id = 5 AND o.record = outcomes.record AND o.status = 'ASSIGNED')
            """;

    private RowAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("delete a row", RowAttacks::delete),
                new Attack("delete two rows that follow each other", RowAttacks::deleteTwo),
                new Attack("put a row into another month", RowAttacks::moveToAnotherMonth),
                new Attack("swap the records of two rows", RowAttacks::swapRecords),
                new Attack("swap the leaves of two rows", RowAttacks::swapLeaves),
                new Attack("swap the words of two rows", hands -> swapWords(hands, false)),
                new Attack("swap the words of two rows, with their leaves", hands -> swapWords(hands, true)),
                new Attack("swap two rows of two runs", RowAttacks::swapRuns),
                new Attack("insert a row once more, under another order", RowAttacks::insertTwice),
                new Attack("insert a row once more, with another record", RowAttacks::insertWithAnotherRecord),
                new Attack("insert a row of a run into another", RowAttacks::insertIntoAnotherRun),
                new Attack("insert a row of a run that does not exist", RowAttacks::insertIntoNoRun));
    }

    private static Set<String> delete(OwnersHands hands) {
        Place row = hands.row("true");
        hands.change(row, DELETE);
        return Set.of(missing(hands, row, "The outcome is missing"), OwnersHands.counts(row.run()));
    }

    private static Set<String> deleteTwo(OwnersHands hands) {
        Place row = hands.row("record < 900");
        Place next = hands.record(row.run(), row.record() + 1);
        String missing = missing(hands, row, "2 outcomes are missing from here on");
        hands.change(row, DELETE);
        hands.change(next, DELETE);
        return Set.of(missing, OwnersHands.counts(row.run()));
    }

    private static String missing(OwnersHands hands, Place row, String what) {
        long before = hands.record(row.run(), row.record() - 1).line();
        return new Fault(row.run(), row.record(), null, what + ", after line " + before + ".").toString();
    }

    private static Set<String> moveToAnotherMonth(OwnersHands hands) {
        Place row = hands.row("true");
        String missing = missing(hands, row, "The outcome is missing");
        hands.change(row, MOVE_TO_MONTH, "month", SealedLedger.EARLIER);
        return Set.of(missing, row.stray(), OwnersHands.counts(row.run()));
    }

    private static Set<String> swapRecords(OwnersHands hands) {
        long run = hands.anyRun();
        Place one = hands.row(run, "order_key > 0");
        Place other = hands.row(run, "order_key > 0");
        hands.changeBoth(one, SWAP_RECORDS, "other", other.record());
        return Set.of(
                one.withRecord(other.record()).changed(),
                other.withRecord(one.record()).changed());
    }

    private static Set<String> swapLeaves(OwnersHands hands) {
        long run = hands.anyRun();
        Place one = hands.row(run, "true");
        Place other = hands.row(run, "true");
        hands.changeBoth(one, SWAP_LEAVES, "other", other.record());
        return Set.of(one.changed(), other.changed());
    }

    private static Set<String> swapWords(OwnersHands hands, boolean leaf) {
        long run = hands.anyRun();
        Place one = hands.row(run, "order_key > 0");
        Place other = hands.row(run, "order_key > 0");
        hands.changeBoth(one, SWAP_WORDS, "other", other.record(), "leaf", leaf);
        Place oneNow = one.withLine(other.line());
        Place otherNow = other.withLine(one.line());
        return Set.of(oneNow.changed(), oneNow.misfiled(), otherNow.changed(), otherNow.misfiled());
    }

    private static Set<String> swapRuns(OwnersHands hands) {
        Place row = hands.row(4, IN_BOTH_RUNS);
        hands.changeBoth(row, SWAP_RUNS, "other_run", 5L);
        return Set.of(row.changed(), row.ofRun(5).changed());
    }

    private static Set<String> insertTwice(OwnersHands hands) {
        Place row = hands.row("order_key > 1");
        insertCopy(hands, row, row, -1);
        return Set.of(row.another(), row.misfiled(), OwnersHands.counts(row.run()));
    }

    private static Set<String> insertWithAnotherRecord(OwnersHands hands) {
        Place row = hands.row(7, "order_key > 0");
        Place there = hands.row(7, "order_key < 0");
        insertCopy(hands, row, there, 0);
        return Set.of(there.changed(), there.another(), OwnersHands.counts(7));
    }

    private static Set<String> insertIntoAnotherRun(OwnersHands hands) {
        Place row = hands.row(4, "order_key > 0");
        Place there = hands.record(5, row.record());
        insertCopy(hands, row, there, 0);
        return Set.of(there.changed(), there.another(), OwnersHands.counts(5));
    }

    private static Set<String> insertIntoNoRun(OwnersHands hands) {
        Place row = hands.row("order_key > 0");
        insertCopy(hands, row, row.ofRun(99), 0);
        return Set.of(row.ofRun(99).stray());
    }

    /** Puts the outcome of one row where another is, under an order that many keys on. */
    static void insertCopy(OwnersHands hands, Place row, Place to, int keysOn) {
        hands.change(
                row,
                INSERT_COPY,
                "to_run",
                to.run(),
                "to_record",
                to.record(),
                "to_line",
                to.line(),
                "keys_on",
                keysOn);
    }
}
