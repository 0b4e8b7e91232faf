package io.handover.facts;

import io.handover.assignment.Text;
import io.handover.facts.AccountContents.Folder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The Smart Accounts. */
@Repository
public class Accounts {
    private static final String FIND = """
            SELECT id, domain, name, type, status, contact_email, partner
            FROM accounts
            WHERE domain = :domain
            """;

    // One pass over the orders: there is no index on the account, because assignments would have to keep it.
    private static final String HELD = """
            SELECT v.name, v.is_default, v.restricted,
                   coalesce(held.orders, 0) AS orders, coalesce(held.licences, 0) AS licences
            FROM virtual_accounts v
            LEFT JOIN (SELECT o.virtual_account_id, count(*) AS orders, sum(l.licences)::bigint AS licences
                       FROM orders o
                       LEFT JOIN LATERAL (SELECT sum(quantity) AS licences
                                          FROM order_lines
                                          WHERE order_id = o.id) AS l ON true
                       WHERE o.account_id = :account
                       GROUP BY o.virtual_account_id) AS held ON held.virtual_account_id = v.id
            WHERE v.account_id = :account
            ORDER BY v.is_default DESC, v.name_folded
            """;

    private final JdbcClient database;

    Accounts(JdbcClient database) {
        this.database = database;
    }

    /** Returns the account with this domain, compared without case, and what it holds. */
    public Optional<AccountContents> find(String domain) {
        return database.sql(FIND)
                .param("domain", Text.fold(domain))
                .query((row, number) -> contents(row, held(row.getInt("id"))))
                .optional();
    }

    private record Held(Folder folder, boolean restricted) {}

    private List<Held> held(int account) {
        return database.sql(HELD)
                .param("account", account)
                .query((row, number) -> new Held(
                        new Folder(
                                row.getString("name"),
                                row.getBoolean("is_default"),
                                row.getLong("orders"),
                                row.getLong("licences")),
                        row.getBoolean("restricted")))
                .list();
    }

    private static AccountContents contents(ResultSet row, List<Held> held) throws SQLException {
        return new AccountContents(
                row.getString("domain"),
                row.getString("name"),
                row.getString("type"),
                row.getString("status"),
                row.getString("contact_email"),
                row.getString("partner"),
                held.stream()
                        .filter(each -> !each.restricted())
                        .map(Held::folder)
                        .toList(),
                held.stream()
                        .filter(Held::restricted)
                        .mapToLong(each -> each.folder().orders())
                        .sum(),
                held.stream().mapToLong(each -> each.folder().orders()).sum(),
                held.stream().mapToLong(each -> each.folder().licences()).sum());
    }
}
