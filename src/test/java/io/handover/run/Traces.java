package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What run 1 leaves behind, to compare with what an undisturbed one does.
 *
 * @param outcomes all but the time
 * @param places of all orders, and how often each was moved
 * @param sealed how many outcomes are sealed, a run a line
 */
record Traces(String outcomes, String places, String sealed, String rejections, String results) {
    private static final String OUTCOMES = """
            SELECT string_agg(concat_ws(',', record, line, status, codes, message, sales_order_number,
                                        from_account, to_account, to_virtual_account), E'\\n' ORDER BY run_id, record)
            FROM outcomes
            """;

    private static final String PLACES = """
            SELECT string_agg(concat_ws(',', id, account_id, virtual_account_id, version), E'\\n' ORDER BY id)
            FROM orders
            """;

    private static final String SEALED = """
            SELECT string_agg(concat_ws(',', number, run_id, outcomes), E'\\n' ORDER BY number)
            FROM seals
            """;

    private static final String MOVED_WITHOUT_OUTCOME = """
            SELECT count(*)
            FROM orders o
            WHERE o.version <> (SELECT count(*) FROM outcomes x WHERE x.order_key = o.id AND x.status = 'ASSIGNED')
            """;

    private static final String OUTCOME_WITHOUT_MOVE = """
            SELECT count(*)
            FROM outcomes x
            JOIN orders o ON o.id = x.order_key
            LEFT JOIN accounts a ON a.id = o.account_id
            LEFT JOIN virtual_accounts v ON v.id = o.virtual_account_id
            WHERE x.status = 'ASSIGNED'
              AND (a.domain, v.name_folded) IS DISTINCT FROM (x.to_account, x.to_virtual_account)
            """;

    static Traces of(JdbcClient sql, Path reports, String stem) {
        try {
            return new Traces(
                    ask(sql, OUTCOMES),
                    ask(sql, PLACES),
                    ask(sql, SEALED),
                    Files.readString(reports.resolve(stem + ".run-1.rejections.csv")),
                    Files.readString(reports.resolve(stem + ".run-1.results.csv")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each order was moved as often, and is where, the ledger says; for files that move no order twice. */
    static void assertNothingHalfDone(JdbcClient sql) {
        assertThat(ask(sql, MOVED_WITHOUT_OUTCOME)).as("moved without outcome").isEqualTo("0");
        assertThat(ask(sql, OUTCOME_WITHOUT_MOVE)).as("outcome without move").isEqualTo("0");
    }

    private static String ask(JdbcClient sql, String question) {
        return sql.sql(question).query(String.class).optional().orElse("");
    }
}
