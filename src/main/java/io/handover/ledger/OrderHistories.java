package io.handover.ledger;

import io.handover.ledger.OrderHistory.Event;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stories of the orders. */
@Repository
public class OrderHistories {
    private static final String FIND = """
            SELECT o.id, o.sales_order_number, o.web_order_number, o.kind, o.status, o.export_status, o.partner,
                   a.domain, v.name,
                   (SELECT count(*) FROM order_lines l WHERE l.order_id = o.id) AS lines,
                   (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id) AS licences
            FROM orders o
            LEFT JOIN accounts a ON a.id = o.account_id
            LEFT JOIN virtual_accounts v ON v.id = o.virtual_account_id
            WHERE o.sales_order_number = :number
               OR o.web_order_number = :number
            ORDER BY o.sales_order_number
            """;

    private static final String EVENTS = """
            SELECT x.decided, x.run_id, r.mode, x.line, x.status, x.codes, x.message, x.requester, r.started_by,
                   x.reference, x.justification, x.case_number,
                   x.from_account, coalesce(fv.name, x.from_virtual_account) AS from_virtual_account,
                   x.to_account, coalesce(tv.name, x.to_virtual_account) AS to_virtual_account
            FROM outcomes x
            JOIN runs r ON r.id = x.run_id
            LEFT JOIN accounts f ON f.domain = x.from_account
            LEFT JOIN virtual_accounts fv ON fv.account_id = f.id AND fv.name_folded = x.from_virtual_account
            LEFT JOIN accounts t ON t.domain = x.to_account
            LEFT JOIN virtual_accounts tv ON tv.account_id = t.id AND tv.name_folded = x.to_virtual_account
            WHERE x.order_key = :order
            ORDER BY x.decided, x.run_id, x.record
            """;

    private final JdbcClient database;

    OrderHistories(JdbcClient database) {
        this.database = database;
    }

    /** Returns the orders that the number fits, as sales or as web order number. */
    public List<OrderHistory> find(String number) {
        return database.sql(FIND)
                .param("number", number)
                .query((row, at) -> history(row, events(row.getLong("id"))))
                .list();
    }

    private List<Event> events(long order) {
        return database.sql(EVENTS)
                .param("order", order)
                .query(OrderHistories::event)
                .list();
    }

    private static OrderHistory history(ResultSet row, List<Event> events) throws SQLException {
        return new OrderHistory(
                row.getString("sales_order_number"),
                row.getString("web_order_number"),
                row.getString("kind"),
                row.getString("status"),
                row.getString("export_status"),
                row.getString("partner"),
                row.getString("domain"),
                row.getString("name"),
                row.getInt("lines"),
                row.getLong("licences"),
                events);
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        Array codes = row.getArray("codes");
        return new Event(
                row.getTimestamp("decided").toInstant(),
                row.getLong("run_id"),
                row.getString("mode"),
                row.getLong("line"),
                row.getString("status"),
                codes == null ? List.of() : List.of((String[]) codes.getArray()),
                row.getString("message"),
                row.getString("from_account"),
                row.getString("from_virtual_account"),
                row.getString("to_account"),
                row.getString("to_virtual_account"),
                row.getString("requester"),
                row.getString("started_by"),
                row.getString("reference"),
                row.getString("justification"),
                row.getString("case_number"));
    }
}
