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
 * @param root of the seal
 */
record Traces(String outcomes, String places, String root, String rejections, String results) {
    private static final String OUTCOMES = """
            SELECT string_agg(concat_ws(',', record, line, status, codes, message, order_id, from_account_id,
                                        to_account_id, to_virtual_account_id), E'\\n' ORDER BY run_id, record)
            FROM outcomes
            """;

    private static final String PLACES = """
            SELECT string_agg(concat_ws(',', id, account_id, virtual_account_id, version), E'\\n' ORDER BY id)
            FROM orders
            """;

    private static final String ROOT = """
            SELECT string_agg(encode(root, 'hex'), ',')
            FROM seals
            """;

    private static final String MOVED_WITHOUT_OUTCOME = """
            SELECT count(*)
            FROM orders o
            WHERE o.version <> (SELECT count(*) FROM outcomes x WHERE x.order_id = o.id AND x.status = 'ASSIGNED')
            """;

    private static final String OUTCOME_WITHOUT_MOVE = """
            SELECT count(*)
            FROM outcomes x
            JOIN orders o ON o.id = x.order_id
            WHERE x.status = 'ASSIGNED'
              AND (o.account_id, o.virtual_account_id) IS DISTINCT FROM (x.to_account_id, x.to_virtual_account_id)
            """;

    static Traces of(JdbcClient sql, Path reports, String stem) {
        try {
            return new Traces(
                    ask(sql, OUTCOMES),
                    ask(sql, PLACES),
                    ask(sql, ROOT),
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
