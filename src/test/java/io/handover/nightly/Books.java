package io.handover.nightly;

import io.handover.run.Register;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold of a home and the register behind it after every night, whatever the night was like. */
final class Books {
    private static final String RUNS_THAT_DO_NOT_BALANCE = """
            SELECT 'run ' || r.id || ': read ' || r.requested || ', outcomes ' || x.outcomes || ' of ' || x.records
                       || ' records, counted ' || t.requests || ', sealed ' || s.outcomes
            FROM runs r
            JOIN seals s ON s.run_id = r.id
            CROSS JOIN LATERAL (SELECT count(*) AS outcomes, count(DISTINCT record) AS records
                                FROM outcomes
                                WHERE run_id = r.id) AS x
            CROSS JOIN LATERAL (SELECT coalesce(sum(requests), 0) AS requests
                                FROM tallies
                                WHERE run_id = r.id) AS t
            WHERE (r.requested, r.requested, r.requested, r.requested)
                  <> (x.outcomes, x.records, t.requests, s.outcomes)
            """;

    private static final String TALLIES_THAT_DIFFER = """
            SELECT run_id || ' ' || status || ' ' || code || ': ' || sum(counted) || ' tallied, ' || sum(there) || ' there'
            FROM (SELECT run_id, status, code, requests AS counted, 0 AS there
                  FROM tallies
                  UNION ALL
                  SELECT run_id, status, coalesce(codes[1], ''), 0, 1
                  FROM outcomes
                  JOIN seals USING (run_id)) AS both_sides
            GROUP BY run_id, status, code
            HAVING sum(counted) <> sum(there)
            """;

    private static final String COMPLETED_AND_NOT_SEALED = """
            SELECT 'run ' || id || ' is completed and not sealed'
            FROM runs
            WHERE status = 'COMPLETED'
              AND NOT EXISTS (SELECT FROM seals WHERE run_id = id)
            """;

    private static final String BREAKS_IN_THE_CHAIN = """
            SELECT 'seal ' || number || ' does not follow the one before'
            FROM (SELECT number, row_number() OVER (ORDER BY number) AS expected
                  FROM seals) AS log
            WHERE number <> expected
            """;

    private static final String MOVES_THAT_DO_NOT_FOLLOW = """
            SELECT 'order ' || sales_order_number || ' was moved by run ' || run_id || ' from where no run had left it'
            FROM (SELECT sales_order_number, run_id, from_account, from_virtual_account,
                         lag(to_account) OVER moves AS account,
                         lag(to_virtual_account) OVER moves AS virtual_account,
                         row_number() OVER moves AS move
                  FROM outcomes
                  WHERE status = 'ASSIGNED'
                  WINDOW moves AS (PARTITION BY order_key ORDER BY run_id, record)) AS chain
            WHERE move > 1
              AND (from_account IS DISTINCT FROM account
                   OR from_virtual_account IS DISTINCT FROM virtual_account)
            """;

    // Of the ledger alone, and not of what the table of deferred requests says about itself.
    private static final String WAITING_BY_THE_LEDGER = """
            SELECT count(*) FILTER (WHERE x.status = 'DEFERRED' AND r.sha256 IS NOT NULL)
                   - count(*) FILTER (WHERE x.status <> 'DEFERRED' AND r.expires_before IS NOT NULL)
            FROM outcomes x
            JOIN runs r ON r.id = x.run_id
            JOIN seals s ON s.run_id = x.run_id
            """;

    private static final String WAITING = """
            SELECT count(*)
            FROM deferred
            WHERE NOT ended
            """;

    private static final String LAST_MOVES = """
            SELECT DISTINCT ON (o.id) o.sales_order_number, coalesce(a.domain || ' / ' || v.name, 'none')
            FROM outcomes x
            JOIN orders o ON o.id = x.order_key
            LEFT JOIN accounts a ON a.domain = x.to_account
            LEFT JOIN virtual_accounts v ON v.account_id = a.id AND v.name_folded = x.to_virtual_account
            WHERE x.status = 'ASSIGNED'
            ORDER BY o.id, x.run_id DESC, x.record DESC
            """;

    private static final String PLACES = """
            SELECT sales_order_number, coalesce(a.domain || ' / ' || v.name, 'none')
            FROM orders o
            LEFT JOIN accounts a ON a.id = o.account_id
            LEFT JOIN virtual_accounts v ON v.id = o.virtual_account_id
            """;

    private final Nights nights;
    private final Map<String, String> firstPlaces = new TreeMap<>();
    private final Set<String> arrived = new HashSet<>();

    /** @param orders the feed that says where the orders are at the beginning */
    Books(Nights nights, Path orders) {
        this.nights = nights;
        Register.records(orders)
                .forEach(row -> firstPlaces.put(
                        row.get("sales_order_number"),
                        row.get("account_domain").isEmpty()
                                ? ExpectedRegister.NOWHERE
                                : row.get("account_domain") + " / " + row.get("virtual_account")));
    }

    /** Notes that a file has come into the inbox. */
    void arrived(String name) {
        arrived.add(name);
    }

    /** Returns what does not hold. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Stream.of(
                        RUNS_THAT_DO_NOT_BALANCE,
                        TALLIES_THAT_DIFFER,
                        COMPLETED_AND_NOT_SEALED,
                        BREAKS_IN_THE_CHAIN,
                        MOVES_THAT_DO_NOT_FOLLOW)
                .forEach(query -> faults.addAll(nights.register
                        .sql
                        .sql(query)
                        .query((row, number) -> row.getString(1))
                        .list()));
        long waiting = nights.register.count(WAITING);
        long byTheLedger = nights.register.count(WAITING_BY_THE_LEDGER);
        if (waiting != byTheLedger) {
            faults.add(waiting + " wait, by the ledger " + byTheLedger);
        }
        faults.addAll(misplaced());
        faults.addAll(filesNotInOnePlace());
        return faults;
    }

    private List<String> misplaced() {
        Map<String, String> byTheLedger = new TreeMap<>(firstPlaces);
        byTheLedger.putAll(pairs(LAST_MOVES));
        return places().entrySet().stream()
                .filter(order -> !order.getValue().equals(byTheLedger.get(order.getKey())))
                .map(order -> order + ", by the ledger " + byTheLedger.get(order.getKey()))
                .toList();
    }

    private List<String> filesNotInOnePlace() {
        List<String> there = Stream.of("inbox", "archive", "refused")
                .flatMap(folder -> nights.files(folder).stream())
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .toList();
        return arrived.stream()
                .filter(name -> there.stream().filter(name::equals).count() != 1)
                .map(name -> name + " is not in one place")
                .toList();
    }

    /** Returns where each order is. */
    Map<String, String> places() {
        return pairs(PLACES);
    }

    private Map<String, String> pairs(String query) {
        Map<String, String> pairs = new TreeMap<>();
        nights.register.sql.sql(query).query(row -> {
            pairs.put(row.getString(1), row.getString(2));
        });
        return pairs;
    }
}
