package io.handover.races;

import io.handover.races.Timeline.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All facts of a race at all times, as {@link Notes} has taken them down. */
final class History {
    private static final String ORDERS = """
            SELECT transaction, by_hand, gone, (state ->> 'id')::bigint AS key,
                   state ->> 'kind' AS kind, state ->> 'status' AS status, state ->> 'export_status' AS export_status,
                   state ->> 'partner' AS partner, (state ->> 'account_id')::integer AS account_id,
                   (state ->> 'virtual_account_id')::integer AS virtual_account_id,
                   (state ->> 'version')::integer AS version, (state ->> 'assigned_by_run')::bigint AS assigned_by_run
            FROM notes_of_facts
            WHERE fact = 'orders'
            ORDER BY number
            """;

    private static final String ACCOUNTS = """
            SELECT transaction, by_hand, gone, (state ->> 'id')::integer AS key,
                   state ->> 'domain' AS domain, state ->> 'type' = 'HOLDING' AS holding, state ->> 'status' AS status,
                   state ->> 'partner' AS partner
            FROM notes_of_facts
            WHERE fact = 'accounts'
            ORDER BY number
            """;

    private static final String PEOPLE = """
            SELECT transaction, by_hand, gone, state ->> 'email' AS key,
                   state ->> 'organization' AS organization, (state ->> 'active')::boolean AS active,
                   (state ->> 'internal')::boolean AS internal
            FROM notes_of_facts
            WHERE fact = 'people'
            ORDER BY number
            """;

    private static final String ACCESS = """
            SELECT transaction, by_hand, gone, (state ->> 'order_id')::bigint AS order_id, state ->> 'email' AS email,
                   NOT (state ->> 'revoked')::boolean AS granted
            FROM notes_of_facts
            WHERE fact = 'order_access'
            ORDER BY number
            """;

    final Timeline<Long, OrderThen> orders = new Timeline<>();
    final Timeline<Integer, AccountThen> accounts = new Timeline<>();
    final Timeline<String, PersonThen> people = new Timeline<>();
    final Timeline<Access, Boolean> access = new Timeline<>();

    record Place(int account, int virtualAccount) {}

    /** @param run the last that has moved it; null for none */
    record OrderThen(
            String kind,
            String status,
            String exportStatus,
            String partner,
            @Nullable Place place,
            int version,
            @Nullable Long run) {}

    record AccountThen(String domain, boolean holding, String status, String partner) {}

    record PersonThen(String organization, boolean active, boolean internal) {}

    record Access(long order, String email) {}

    static History read(JdbcClient database) {
        History history = new History();
        read(database, ORDERS, row -> history.orders.add(row.getLong("key"), version(row, History::order)));
        read(database, ACCOUNTS, row -> history.accounts.add(row.getInt("key"), version(row, History::account)));
        read(database, PEOPLE, row -> history.people.add(row.getString("key"), version(row, History::person)));
        read(
                database,
                ACCESS,
                row -> history.access.add(
                        new Access(row.getLong("order_id"), row.getString("email")),
                        version(row, (each, number) -> each.getBoolean("granted"))));
        return history;
    }

    private static void read(JdbcClient database, String query, RowCallbackHandler add) {
        database.sql(query).query(add);
    }

    /** Reads a place out of two columns of a row; null for none. */
    static @Nullable Place place(ResultSet row, String account, String virtualAccount) throws SQLException {
        Integer id = row.getObject(account, Integer.class);
        return id == null ? null : new Place(id, row.getInt(virtualAccount));
    }

    private static <T> Version<T> version(ResultSet row, RowMapper<T> state) throws SQLException {
        return new Version<>(
                row.getLong("transaction"),
                row.getBoolean("by_hand"),
                row.getBoolean("gone") ? null : state.mapRow(row, 0));
    }

    static OrderThen order(ResultSet row, int number) throws SQLException {
        return new OrderThen(
                row.getString("kind"),
                row.getString("status"),
                row.getString("export_status"),
                row.getString("partner"),
                place(row, "account_id", "virtual_account_id"),
                row.getInt("version"),
                row.getObject("assigned_by_run", Long.class));
    }

    private static AccountThen account(ResultSet row, int number) throws SQLException {
        return new AccountThen(
                row.getString("domain"), row.getBoolean("holding"), row.getString("status"), row.getString("partner"));
    }

    private static PersonThen person(ResultSet row, int number) throws SQLException {
        return new PersonThen(row.getString("organization"), row.getBoolean("active"), row.getBoolean("internal"));
    }
}
