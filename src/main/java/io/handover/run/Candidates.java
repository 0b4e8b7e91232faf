package io.handover.run;

import io.handover.assignment.Account;
import io.handover.assignment.Facts;
import io.handover.assignment.Order;
import io.handover.assignment.Person;
import io.handover.assignment.Place;
import io.handover.assignment.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The candidates of one run: its matches, joined with the facts that decide them. */
class Candidates {
    // In a preview nothing moves; what the run would have moved already stands for where the order is (moved).
    private static final String PAGE = """
            SELECT m.position, m.record, m.orders_found, m.accounts_found, m.virtual_account_id, m.conflicting,
                   r.line, r.fields, r.malformation, r.miscounted,
                   p.organization, p.active, p.internal,
                   o.id AS order_id, o.version, o.sales_order_number, o.kind, o.status, o.export_status, o.partner,
                   coalesce(moved.to_virtual_account_id, o.virtual_account_id) AS current_virtual_account_id,
                   g.order_id IS NOT NULL AS access_granted,
                   c.id AS current_id, c.domain AS current_domain, c.type AS current_type,
                   c.status AS current_status, c.partner AS current_partner,
                   a.id AS account_id, a.domain AS account_domain, a.type AS account_type,
                   a.status AS account_status, a.partner AS account_partner
            FROM matches m
            JOIN requests r ON r.run_id = m.run_id AND r.record = m.record
            LEFT JOIN people p ON p.email = r.requester
            LEFT JOIN orders o ON o.id = m.order_id
            LEFT JOIN order_access g ON g.order_id = o.id AND g.email = r.requester AND NOT g.revoked
            LEFT JOIN LATERAL (SELECT x.to_account_id, x.to_virtual_account_id
                               FROM outcomes x
                               WHERE :preview
                                 AND x.order_id = o.id
                                 AND x.run_id = m.run_id
                                 AND x.status = 'ASSIGNED'
                               ORDER BY x.record DESC
                               LIMIT 1) AS moved ON true
            LEFT JOIN accounts c ON c.id = coalesce(moved.to_account_id, o.account_id)
            LEFT JOIN accounts a ON a.id = m.account_id
            WHERE m.run_id = :run
              AND m.position BETWEEN :first AND :last
            ORDER BY m.position
            """;

    private final JdbcClient database;
    private final long run;
    private final boolean preview;
    private final RequestForm form;

    Candidates(JdbcClient database, long run, boolean preview, RequestForm form) {
        this.database = database;
        this.run = run;
        this.preview = preview;
        this.form = form;
    }

    /** Returns the candidates at these positions, both included, with the facts as they are now. */
    List<Candidate> at(int first, int last) {
        return database.sql(PAGE)
                .param("run", run)
                .param("preview", preview)
                .param("first", first)
                .param("last", last)
                .query((row, number) -> candidate(row))
                .list();
    }

    private Candidate candidate(ResultSet row) throws SQLException {
        String[] fields = (String[]) row.getArray("fields").getArray();
        Request request = form.read(fields, row.getString("malformation"), row.getBoolean("miscounted"));
        Facts facts = new Facts(
                person(row),
                row.getInt("orders_found"),
                order(row),
                row.getInt("accounts_found"),
                account(row, "account"),
                row.getObject("virtual_account_id", Integer.class),
                row.getBoolean("conflicting"));
        return new Candidate(
                row.getInt("position"),
                row.getInt("record"),
                row.getLong("line"),
                request,
                form.reference(fields),
                facts,
                row.getInt("version"));
    }

    private static @Nullable Person person(ResultSet row) throws SQLException {
        String organization = row.getString("organization");
        return organization == null
                ? null
                : new Person(organization, row.getBoolean("active"), row.getBoolean("internal"));
    }

    private static @Nullable Order order(ResultSet row) throws SQLException {
        String number = row.getString("sales_order_number");
        Account current = account(row, "current");
        return number == null
                ? null
                : new Order(
                        row.getLong("order_id"),
                        number,
                        Order.Kind.valueOf(row.getString("kind")),
                        row.getString("status"),
                        row.getString("export_status"),
                        row.getString("partner"),
                        current == null ? null : new Place(current, row.getInt("current_virtual_account_id")),
                        row.getBoolean("access_granted"));
    }

    private static @Nullable Account account(ResultSet row, String which) throws SQLException {
        String domain = row.getString(which + "_domain");
        return domain == null
                ? null
                : new Account(
                        row.getInt(which + "_id"),
                        domain,
                        Account.Type.valueOf(row.getString(which + "_type")),
                        row.getString(which + "_status"),
                        row.getString(which + "_partner"));
    }
}
