package io.handover.ledger.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to runs, to their seals, and to the counts of their outcomes. */
@SuppressWarnings("InlineFormatString") // SQL stands at the top of the class that runs it.
final class LogAttacks {
    private static final List<String> COLUMNS_OF_RUNS = List.of(
            "mode = 'undo'",
            "mode = 'preview'",
            "mode = 'preview', withheld = true, max_rejected = '1'",
            "undoes = 1, sha256 = NULL, input_bytes = NULL",
            "input_name = input_name || ' '",
            "input_name = ''",
            "sha256 = repeat('a', 64)",
            "sha256 = NULL, input_bytes = NULL, expires_before = now()",
            "requester = requester || '.'",
            "requester = ' '",
            "terms_version = '2026-02'",
            "terms_accepted = terms_accepted + interval '1 microsecond'",
            "started = started - interval '1 microsecond'",
            "started_by = 'root'",
            "program_version = '1.0.1'");

    private static final String EDIT_RUN = """
            UPDATE runs
            SET %s
            WHERE id = %d
            """;

    private static final String TERMS_OF_PREVIEW = """
            UPDATE runs
            SET terms_version = '2026-01', terms_accepted = started
            WHERE id = 2
            """;

    private static final String NOT_WITHHELD = """
            UPDATE runs
            SET withheld = false, status = 'COMPLETED'
            WHERE id = 2
            """;

    private static final String REQUESTED = """
            UPDATE runs
            SET requested = requested + 1
            WHERE id = 5
            """;

    private static final String OTHER_MONTH = """
            UPDATE runs
            SET period = '2026-10-01'
            WHERE id = 2
            """;

    private static final String RENUMBER_RUN = """
            UPDATE runs
            SET id = 99
            WHERE id = 2
            """;

    private static final String DELETE_RUN = """
            DELETE FROM runs
            WHERE id = 2
            """;

    private static final String EDIT_SEAL = """
            UPDATE seals
            SET %s
            WHERE run_id = %d
            """;

    private static final String EDIT_SEALS = """
            UPDATE seals
            SET %s
            """;

    private static final String DELETE_SEAL = """
            DELETE FROM seals
            WHERE run_id = %d
            """;

    private static final String EDIT_TALLY = """
            UPDATE tallies
            SET %s
            WHERE run_id = 5
              AND status = 'DEFERRED'
              AND code = 'EXPORT_HOLD'
            """;

    private static final String DELETE_TALLY = """
            DELETE FROM tallies
            WHERE run_id = 1
            """;

    private static final String INSERT_TALLY = """
            INSERT INTO tallies (run_id, status, code, requests)
            VALUES (%d, 'REJECTED', 'EXPIRED', 1)
            """;

    private LogAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(ofRuns(), ofSeals(), ofTallies()).flatMap(each -> each);
    }

    private static Stream<Attack> ofRuns() {
        Stream<Attack> columns = COLUMNS_OF_RUNS.stream()
                .map(set -> new Attack("runs: " + set, hands -> {
                    long run = hands.anyRun();
                    hands.execute(EDIT_RUN.formatted(set, run));
                    return Set.of(statement(run));
                }));
        return Stream.concat(
                columns,
                Stream.of(
                        new Attack("runs: terms of a preview", hands -> {
                            hands.execute(TERMS_OF_PREVIEW);
                            return Set.of(statement(2));
                        }),
                        new Attack("runs: not withheld", hands -> {
                            hands.execute(NOT_WITHHELD);
                            return Set.of(statement(2));
                        }),
                        new Attack("runs: requested", hands -> {
                            hands.execute(REQUESTED);
                            return Set.of(OwnersHands.counts(5));
                        }),
                        new Attack("runs: period", LogAttacks::otherMonth),
                        new Attack("runs: id", hands -> {
                            hands.execute(RENUMBER_RUN);
                            return with(noRun(hands), "run 99: The run is over, and not sealed.");
                        }),
                        new Attack("runs: delete one", hands -> {
                            hands.execute(DELETE_RUN);
                            return noRun(hands);
                        })));
    }

    private static Set<String> otherMonth(OwnersHands hands) {
        Set<String> faults = new HashSet<>(TableAttacks.lost(hands, List.of(2L)));
        faults.add(hands.record(2, 1).stray());
        faults.add(hands.record(2, 2).stray());
        hands.execute(OTHER_MONTH);
        return faults;
    }

    private static Set<String> noRun(OwnersHands hands) {
        return with(
                hands.heads(hands.logFrom(3)),
                "Seal 2 of the log is missing.",
                "run 2: The run is sealed, and not there.",
                hands.record(2, 1).stray(),
                hands.record(2, 2).stray());
    }

    private static Stream<Attack> ofSeals() {
        return Stream.of(
                new Attack("seals: outcomes + 1", hands -> {
                    hands.execute(EDIT_SEAL.formatted("outcomes = outcomes + 1", 4));
                    int size = hands.size(4);
                    String missing = "The outcome is missing, after line "
                            + hands.record(4, size).line() + ".";
                    return Set.of(statement(4), new Fault(4L, size + 1, null, missing).toString());
                }),
                new Attack("seals: outcomes - 1", hands -> {
                    hands.execute(EDIT_SEAL.formatted("outcomes = outcomes - 1", 4));
                    int size = hands.size(4);
                    return Set.of(statement(4), hands.record(4, size).added(size - 1));
                }),
                new Attack("seals: root", hands -> {
                    hands.execute(EDIT_SEAL.formatted("root = sha256(root)", 4));
                    return Set.of(
                            statement(4),
                            "run 4: The outcomes do not make the root that was sealed: one of them was changed together"
                                    + " with its hash. An export taken before tells which.");
                }),
                new Attack("seals: leaf", hands -> {
                    hands.execute(EDIT_SEAL.formatted("leaf = sha256(leaf)", 4));
                    return with(hands.heads(hands.logFrom(hands.numberOf(4))), statement(4));
                }),
                new Attack("seals: head", hands -> {
                    hands.execute(EDIT_SEAL.formatted("head = sha256(head)", 4));
                    return Set.copyOf(hands.heads(List.of(4L)));
                }),
                new Attack("seals: head of the last", hands -> {
                    hands.execute(EDIT_SEAL.formatted("head = sha256(head)", 7));
                    return Set.copyOf(hands.heads(List.of(7L)));
                }),
                new Attack("seals: sealed", hands -> {
                    hands.execute(EDIT_SEAL.formatted("sealed = sealed + interval '1 microsecond'", 7));
                    return Set.of(statement(7));
                }),
                new Attack("seals: swap two runs", LogAttacks::swapRuns),
                new Attack("seals: swap two numbers", LogAttacks::swapNumbers),
                new Attack("seals: number all one higher", LogAttacks::renumber),
                new Attack("seals: delete one", hands -> {
                    hands.execute(DELETE_SEAL.formatted(5));
                    int number = hands.numberOf(5);
                    return with(
                            with(hands.heads(hands.logFrom(number + 1)), "Seal " + number + " of the log is missing."),
                            notSealed(5));
                }),
                new Attack("seals: delete the last", hands -> {
                    hands.execute(DELETE_SEAL.formatted(7));
                    return Set.of(notSealed(7));
                }));
    }

    private static Set<String> swapRuns(OwnersHands hands) {
        hands.execute(EDIT_SEAL.formatted("run_id = 99", 1));
        hands.execute(EDIT_SEAL.formatted("run_id = 1", 6));
        hands.execute(EDIT_SEAL.formatted("run_id = 6", 99));
        return Set.of(
                statement(1),
                statement(6),
                hands.record(1, 1).added(0),
                new Fault(6L, 1, null, "The outcome is missing.").toString());
    }

    private static Set<String> swapNumbers(OwnersHands hands) {
        hands.execute(EDIT_SEAL.formatted("number = 99", 5));
        hands.execute(EDIT_SEAL.formatted("number = 4", 4));
        hands.execute(EDIT_SEAL.formatted("number = 5", 5));
        return with(hands.heads(hands.logFrom(4)), statement(4), statement(5));
    }

    private static Set<String> renumber(OwnersHands hands) {
        hands.execute(EDIT_SEALS.formatted("number = -number"));
        hands.execute(EDIT_SEALS.formatted("number = 1 - number"));
        return with(hands.logFrom(1).stream().map(LogAttacks::statement).toList(), "Seal 1 of the log is missing.");
    }

    private static Stream<Attack> ofTallies() {
        return Stream.of(
                tally("tallies: requests", EDIT_TALLY.formatted("requests = requests + 1"), 5),
                tally("tallies: status", EDIT_TALLY.formatted("status = 'UNCHANGED'"), 5),
                tally("tallies: code", EDIT_TALLY.formatted("code = 'EXPIRED'"), 5),
                tally("tallies: run", EDIT_TALLY.formatted("run_id = 6"), 5, 6),
                tally("tallies: delete one", DELETE_TALLY, 1),
                tally("tallies: insert one", INSERT_TALLY.formatted(5), 5),
                tally("tallies: insert one of an empty run", INSERT_TALLY.formatted(6), 6),
                new Attack("tallies: insert one of no run", hands -> {
                    hands.execute(INSERT_TALLY.formatted(99));
                    return Set.of("run 99: The outcomes of the run are counted, and not sealed.");
                }));
    }

    private static Attack tally(String name, String sql, long... runs) {
        return new Attack(name, hands -> {
            hands.execute(sql);
            Set<String> faults = new HashSet<>();
            for (long run : runs) {
                faults.add(OwnersHands.counts(run));
            }
            return faults;
        });
    }

    private static String statement(long run) {
        return Fault.ofRun(
                        run, "What is recorded of the run itself, or the root of its outcomes, is not what was sealed.")
                .toString();
    }

    private static String[] notSealed(long run) {
        return new String[] {
            "run " + run + ": The run is over, and not sealed.",
            "run " + run + ": The outcomes of the run are counted, and not sealed."
        };
    }

    private static Set<String> with(Iterable<String> some, String... others) {
        Set<String> all = new HashSet<>(List.of(others));
        some.forEach(all::add);
        return all;
    }
}
