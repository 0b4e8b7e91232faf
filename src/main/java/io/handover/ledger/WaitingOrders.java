package io.handover.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders that wait in holding accounts until the customer's account is known. */
@Repository
public class WaitingOrders {
    // One pass over the orders, as there is no index on the account; then a look at the few that are found.
    // What was assigned in a month that is detached has no outcome here any more, but its run. Folders stay out of it:
    // some must not be listed.
    static final String FIND = """
            SELECT o.sales_order_number, o.partner, a.domain, coalesce(l.licences, 0) AS licences,
                   coalesce(x.decided, r.started, o.placed) AS since,
                   r.id IS NULL AND o.placed_or_earlier AS or_earlier
            FROM orders o
            JOIN accounts a ON a.id = o.account_id
            LEFT JOIN runs r ON r.id = o.assigned_by_run
            LEFT JOIN LATERAL (SELECT sum(quantity)::bigint AS licences
                               FROM order_lines
                               WHERE order_id = o.id) AS l ON true
            LEFT JOIN LATERAL (SELECT max(decided) AS decided
                               FROM outcomes
                               WHERE order_key = o.id
                                 AND run_id = o.assigned_by_run
                                 AND period = (SELECT period FROM runs WHERE id = o.assigned_by_run)
                                 AND status = 'ASSIGNED') AS x ON true
            WHERE a.type = 'HOLDING'
              AND o.status <> 'CANCELLED'
              AND (:partner::text IS NULL OR o.partner = :partner)
              AND coalesce(x.decided, r.started, o.placed) <= :until
            ORDER BY o.partner COLLATE "C", since, o.sales_order_number
            """;

    private static final int ROWS_PER_FETCH = 1_000;

    private final JdbcClient database;

    WaitingOrders(JdbcClient database) {
        this.database = database;
    }

    /**
     * Tells of each order that waits, those of a partner together and the oldest first, in memory that does not grow
     * with their number. Cancelled orders wait for nothing.
     *
     * @param partner whose orders; null for everybody's
     * @param until since when at the latest they must have been there
     */
    @Transactional(readOnly = true)
    public void forEach(@Nullable String partner, Instant until, Consumer<WaitingOrder> teller) {
        database.sql(FIND)
                .withFetchSize(ROWS_PER_FETCH)
                .param("partner", partner, Types.VARCHAR)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((RowCallbackHandler) row -> teller.accept(order(row)));
    }

    private static WaitingOrder order(ResultSet row) throws SQLException {
        return new WaitingOrder(
                row.getString("sales_order_number"),
                row.getString("partner"),
                row.getString("domain"),
                row.getLong("licences"),
                row.getTimestamp("since").toInstant(),
                row.getBoolean("or_earlier"));
    }
}
