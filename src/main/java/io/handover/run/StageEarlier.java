package io.handover.run;

import io.handover.csv.Header;
import io.handover.csv.RefusedInput;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes what earlier runs left into the table of requests: what they deferred, in order of arrival, or what one of them
 * moved, in the order of its input. Each gets the columns of a request file, so that a report of it can be corrected and
 * handed in like any other, and two of ours that say where it was first.
 */
@Component
class StageEarlier {
    private static final List<String> OUR_COLUMNS = List.of("__earlier_run", "__earlier_line");

    private static final List<String> COLUMNS_OF_MOVES =
            List.of("order_number", "order_number_type", "smart_account", "virtual_account", "expected_account");

    private static final String RUNS_WITH_DEFERRED = """
            SELECT r.id, r.columns
            FROM runs r
            WHERE r.id IN (SELECT d.run_id
                           FROM deferred d
                           WHERE d.retried_by = :run)
            ORDER BY r.id
            """;

    // Where each value comes from (sources) is the same for all requests of a run: one list for each of the runs.
    private static final String STAGE_DEFERRED = """
            WITH places AS MATERIALIZED (
                SELECT p.run_id, array_agg(p.source ORDER BY p.target) AS sources
                FROM unnest(:runs::bigint[], :targets::integer[], :sources::integer[]) AS p (run_id, target, source)
                GROUP BY p.run_id)
            INSERT INTO requests (run_id, record, line, fields, miscounted, order_number, order_number_type, account,
                                  account_key, virtual_account, requester, case_given, earlier_run, then_account_id,
                                  then_virtual_account_id)
            SELECT d.retried_by, d.retried_as, d.retried_as + 1,
                   (SELECT array_agg(CASE s.target WHEN :requester THEN d.asked_by
                                                   ELSE coalesce(d.fields[s.source], '') END
                                     ORDER BY s.target)
                    FROM unnest(p.sources) WITH ORDINALITY AS s (source, target)) || ARRAY[d.run_id::text, d.line::text],
                   false, d.order_number, d.order_number_type, d.account, d.account_key, d.virtual_account, d.requester,
                   d.case_given, d.run_id, d.then_account_id, d.then_virtual_account_id
            FROM deferred d
            JOIN places p USING (run_id)
            WHERE d.retried_by = :run
            """;

    // Of an order that the run moved twice, because somebody took it away between, the last move is taken back.
    private static final String STAGE_MOVES = """
            INSERT INTO requests (run_id, record, line, fields, miscounted, order_number, order_number_type, account,
                                  account_key, virtual_account, requester, case_given, earlier_run, then_account_id,
                                  then_virtual_account_id)
            SELECT :run, x.turn, x.turn + 1,
                   ARRAY[x.sales_order_number, 'SALES', coalesce(x.from_account, ''), coalesce(fv.name, ''),
                         coalesce(x.to_account, 'NONE'), x.run_id::text, x.line::text],
                   false, x.sales_order_number, 'SALES', coalesce(x.from_account, ''), 'DOMAIN',
                   coalesce(x.from_virtual_account, ''), '', false, x.run_id, t.id, tv.id
            FROM (SELECT last.*, row_number() OVER (ORDER BY last.record) AS turn
                  FROM (SELECT DISTINCT ON (order_key) *
                        FROM outcomes
                        WHERE run_id = :undone
                          AND period = (SELECT period FROM runs WHERE id = :undone)
                          AND status = 'ASSIGNED'
                        ORDER BY order_key, record DESC) AS last) AS x
            LEFT JOIN accounts f ON f.domain = x.from_account
            LEFT JOIN virtual_accounts fv ON fv.account_id = f.id AND fv.name_folded = x.from_virtual_account
            LEFT JOIN accounts t ON t.domain = x.to_account
            LEFT JOIN virtual_accounts tv ON tv.account_id = t.id AND tv.name_folded = x.to_virtual_account
            """;

    private static final String MEASURE = """
            SELECT count(*), coalesce(max((SELECT sum(length(field)) FROM unnest(fields) AS field)), 0)
            FROM requests
            WHERE run_id = :run
            """;

    private final JdbcClient database;
    private final Runs runs;

    StageEarlier(JdbcClient database, Runs runs) {
        this.database = database;
        this.runs = runs;
    }

    /**
     * Takes in what the run is over, within the caller's transaction, and returns how many requests that are.
     *
     * @throws RefusedInput when a crash has lost them and they have been decided again by another run since
     */
    int stage(Run run) {
        Long undone = run.undoes();
        List<String> columns = undone == null ? stageDeferred(run.id()) : stageMoves(run.id(), undone);
        Measures measures = database.sql(MEASURE)
                .param("run", run.id())
                .query((row, number) -> new Measures(row.getInt(1), row.getInt(2)))
                .single();
        if (run.requested() != null && run.requested() != measures.records()) {
            throw new RefusedInput(
                    run.inputName(),
                    "run " + run.id()
                            + " has to take its requests in again, because the database server has lost them in"
                            + " a crash, but other runs have decided them since");
        }
        runs.staged(run.id(), columns, measures.records(), measures.longest());
        return measures.records();
    }

    /** @param longest characters of the longest record */
    private record Measures(int records, int longest) {}

    private List<String> stageMoves(long run, long undone) {
        database.sql(STAGE_MOVES).param("run", run).param("undone", undone).update();
        return withOurs(COLUMNS_OF_MOVES);
    }

    private List<String> stageDeferred(long run) {
        Map<Long, List<String>> columns = new LinkedHashMap<>();
        database.sql(RUNS_WITH_DEFERRED).param("run", run).query((ResultSet row) -> {
            columns.put(row.getLong(1), columns(row));
        });
        Places places = new Places(columns);
        database.sql(STAGE_DEFERRED)
                .param("run", run)
                .param("requester", RequestForm.COLUMNS.indexOf("requester") + 1)
                .param("runs", places.runs.toArray(Long[]::new))
                .param("targets", places.targets.toArray(Integer[]::new))
                .param("sources", places.sources.toArray(Integer[]::new))
                .update();
        return withOurs(places.columns());
    }

    private static List<String> columns(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray(2).getArray());
    }

    private static List<String> withOurs(List<String> columns) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(OUR_COLUMNS);
        return all;
    }

    /**
     * Where the values of several runs' columns stand in one table: first the columns of a request, then all others
     * that any of the runs had, under the name that the first of them gave it.
     */
    private static final class Places {
        private final Map<String, String> names = new LinkedHashMap<>();
        private final List<Long> runs = new ArrayList<>();
        private final List<Integer> targets = new ArrayList<>();
        private final List<@Nullable Integer> sources = new ArrayList<>();

        Places(Map<Long, List<String>> columns) {
            RequestForm.COLUMNS.forEach(name -> names.put(name, name));
            Map<Long, List<String>> keys = new LinkedHashMap<>();
            columns.forEach((run, given) -> keys.put(run, keys(given)));
            List<String> all = List.copyOf(names.keySet());
            keys.forEach((run, ofRun) -> {
                for (int target = 0; target < all.size(); target++) {
                    int source = ofRun.indexOf(all.get(target));
                    runs.add(run);
                    targets.add(target);
                    sources.add(source < 0 ? null : source + 1);
                }
            });
        }

        List<String> columns() {
            return List.copyOf(names.values());
        }

        /** Returns by what each column is known. Those without a name may be several. */
        private List<String> keys(List<String> given) {
            List<String> keys = new ArrayList<>();
            for (String name : given) {
                String normal = Header.normalise(name);
                String key = normal.isEmpty() ? "unnamed " + keys.size() : normal;
                names.putIfAbsent(key, name);
                keys.add(key);
            }
            return keys;
        }
    }
}
