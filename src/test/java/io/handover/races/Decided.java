package io.handover.races;

import io.handover.races.Chunk.RequestNumber;
import io.handover.races.DesignVerdict.Asked;
import io.handover.races.History.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A request with the outcome that the ledger has for it.
 *
 * @param outcome status and codes: {@code ASSIGNED}, {@code DEFERRED [EXPORT_HOLD]}
 * @param from where the order was, as the ledger says; null for no account
 */
record Decided(
        RequestNumber number,
        Asked asked,
        String outcome,
        @Nullable Place from) {
    // Which order and which destination a request means is settled before it is decided; that is not in the race.
    private static final String ALL = """
            SELECT r.run_id, r.record, coalesce(r.requester, '') AS requester, r.fields,
                   m.orders_found, CASE m.orders_found WHEN 1 THEN m.order_key END AS order_id,
                   m.accounts_found, CASE m.accounts_found WHEN 1 THEN m.account_id END AS account_id,
                   CASE m.accounts_found WHEN 1 THEN m.virtual_account_id END AS virtual_account_id, m.conflicting,
                   x.status || CASE
                                   WHEN x.codes IS NULL THEN ''
                                   ELSE ' [' || array_to_string(x.codes, ', ') || ']'
                               END AS outcome,
                   f.id AS from_account_id, fv.id AS from_virtual_account_id
            FROM requests r
            JOIN matches m ON m.run_id = r.run_id AND m.record = r.record
            JOIN outcomes x ON x.run_id = r.run_id AND x.record = r.record
            LEFT JOIN accounts f ON f.domain = x.from_account
            LEFT JOIN virtual_accounts fv ON fv.account_id = f.id AND fv.name_folded = x.from_virtual_account
            ORDER BY r.run_id, r.record
            """;

    static List<Decided> all(JdbcClient database) {
        return database.sql(ALL).query((row, number) -> decided(row)).list();
    }

    boolean moved() {
        return outcome.equals("ASSIGNED");
    }

    private static Decided decided(ResultSet row) throws SQLException {
        String[] fields = (String[]) row.getArray("fields").getArray();
        Integer folder = row.getObject("virtual_account_id", Integer.class);
        Integer account = row.getObject("account_id", Integer.class);
        Asked asked = new Asked(
                row.getString("requester"),
                !RacingFile.caseNumber(fields).isEmpty(),
                !RacingFile.justification(fields).isEmpty(),
                RacingFile.expectedAccount(fields),
                row.getInt("orders_found"),
                row.getObject("order_id", Long.class),
                row.getInt("accounts_found"),
                account,
                account == null || folder == null ? null : new Place(account, folder),
                row.getBoolean("conflicting"));
        return new Decided(
                new RequestNumber(row.getLong("run_id"), row.getInt("record")),
                asked,
                row.getString("outcome"),
                History.place(row, "from_account_id", "from_virtual_account_id"));
    }
}
