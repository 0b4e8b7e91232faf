package io.handover.ledger.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What no seal vouches for, and what the program would look for in vain. */
@Repository
class Strays {
    private static final String OUTCOMES_OF_NO_RUN = """
            SELECT x.run_id, x.record, x.line, 'The outcome is of no run that started in its month.'
            FROM outcomes x
            LEFT JOIN runs r ON r.id = x.run_id AND r.period = x.period AND (r.status <> 'REFUSED' OR r.withheld)
            WHERE r.id IS NULL
            """;

    private static final String DETACHED_AND_THERE = """
            SELECT r.id, NULL::integer, NULL::bigint, 'Its month is recorded as detached, and its outcomes are there.'
            FROM detached_periods d
            JOIN runs r ON r.period = d.period
            WHERE EXISTS (SELECT
                          FROM outcomes x
                          WHERE x.run_id = r.id
                            AND x.period = d.period)
            """;

    // An order's history is found by the key of the order, which is not in the leaf.
    private static final String UNDER_ANOTHER_KEY = """
            SELECT x.run_id, x.record, x.line, 'The outcome is filed under another order than the one that it names.'
            FROM outcomes x
            LEFT JOIN orders o ON o.id = x.order_key
            WHERE CASE WHEN x.order_key > 0 THEN o.sales_order_number IS DISTINCT FROM x.sales_order_number
                       ELSE x.order_key <> -x.record END
            """;

    private static final String OVER_AND_NOT_SEALED = """
            SELECT r.id, NULL::integer, NULL::bigint, 'The run is over, and not sealed.'
            FROM runs r
            LEFT JOIN seals s ON s.run_id = r.id
            WHERE (r.status = 'COMPLETED' OR (r.status = 'REFUSED' AND r.withheld))
              AND s.run_id IS NULL
            """;

    private static final String SEALED_AND_NO_RUN = """
            SELECT s.run_id, NULL::integer, NULL::bigint, 'The run is sealed, and not there.'
            FROM seals s
            LEFT JOIN runs r ON r.id = s.run_id
            WHERE r.id IS NULL
            """;

    private static final String COUNTED_AND_NOT_SEALED = """
            SELECT DISTINCT t.run_id, NULL::integer, NULL::bigint, 'The outcomes of the run are counted, and not sealed.'
            FROM tallies t
            LEFT JOIN seals s ON s.run_id = t.run_id
            WHERE s.run_id IS NULL
            """;

    private static final int ROWS_PER_FETCH = 1_000;

    private final JdbcClient database;

    Strays(JdbcClient database) {
        this.database = database;
    }

    void addTo(Faults faults) {
        for (String each : new String[] {
            OUTCOMES_OF_NO_RUN,
            UNDER_ANOTHER_KEY,
            DETACHED_AND_THERE,
            OVER_AND_NOT_SEALED,
            SEALED_AND_NO_RUN,
            COUNTED_AND_NOT_SEALED
        }) {
            // What is counted, the server looks for by several processes; what is fetched bit by bit, by one.
            long found = database.sql("SELECT count(*) FROM (" + each + ") strays")
                    .query(Long.class)
                    .single();
            if (found > 0) {
                database.sql(each).withFetchSize(ROWS_PER_FETCH).query(Strays::fault).stream()
                        .forEach(faults::add);
            }
        }
    }

    private static Fault fault(ResultSet row, int number) throws SQLException {
        return new Fault(
                row.getLong(1), row.getObject(2, Integer.class), row.getObject(3, Long.class), row.getString(4));
    }
}
