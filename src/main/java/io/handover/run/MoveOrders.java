package io.handover.run;

import io.handover.assignment.Order;
import io.handover.assignment.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moves the orders of a chunk to where it was decided that they belong. */
class MoveOrders {
    // Runs that lock orders in the same order never wait for each other in a circle. The decisions come in the order of
    // the orders' ids; joining by hash would update in the order in which the rows happen to lie in their pages.
    private static final String BEGIN = """
            SET LOCAL enable_hashjoin = off;
            SAVEPOINT before_moves
            """;

    private static final String TAKE_BACK = """
            ROLLBACK TO SAVEPOINT before_moves
            """;

    // Guarded: an order that is not as the decision saw it stays where it is, and is not counted.
    private static final String MOVE = """
            UPDATE orders o
            SET account_id = d.to_account_id,
                virtual_account_id = d.to_virtual_account_id,
                version = o.version + 1,
                assigned_by_run = ?
            FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::integer[], ?::integer[])
                 AS d (id, version, account_id, virtual_account_id, kind, status, export_status, partner,
                       to_account_id, to_virtual_account_id)
            WHERE o.id = d.id
              AND o.version = d.version
              AND o.account_id IS NOT DISTINCT FROM d.account_id
              AND o.virtual_account_id IS NOT DISTINCT FROM d.virtual_account_id
              AND o.kind = d.kind
              AND o.status = d.status
              AND o.export_status = d.export_status
              AND o.partner = d.partner
            """;

    private static final String LOCK = """
            SELECT id
            FROM orders
            WHERE id = ANY (?)
            ORDER BY id
            FOR UPDATE
            """;

    private final JdbcTemplate database;
    private final long run;

    MoveOrders(JdbcTemplate database, long run) {
        this.database = database;
        this.run = run;
    }

    /**
     * Moves all of these orders, or none when one of them is not as it was seen. None, and not the others: an order
     * that is locked while others are held already is locked out of turn.
     *
     * @return whether they were moved
     */
    boolean move(List<Decision> moves) {
        if (moves.isEmpty()) {
            return true;
        }
        database.execute(BEGIN);
        boolean asSeen = database.update(connection -> statement(connection, moves)) == moves.size();
        if (!asSeen) {
            database.execute(TAKE_BACK);
        }
        return asSeen;
    }

    /** Waits until nobody else is changing these orders, and keeps it so until the transaction ends. */
    void lock(Set<Long> orders) {
        database.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(LOCK);
                    statement.setArray(1, connection.createArrayOf("bigint", orders.toArray()));
                    return statement;
                },
                MoveOrders::firstColumn);
    }

    private PreparedStatement statement(Connection connection, List<Decision> moves) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(MOVE);
        statement.setLong(1, run);
        array(statement, 2, "bigint", moves, move -> order(move).id());
        array(statement, 3, "integer", moves, move -> move.candidate().orderVersion());
        array(statement, 4, "integer", moves, MoveOrders::account);
        array(statement, 5, "integer", moves, MoveOrders::virtualAccount);
        array(statement, 6, "text", moves, move -> order(move).kind().name());
        array(statement, 7, "text", moves, move -> order(move).status());
        array(statement, 8, "text", moves, move -> order(move).exportStatus());
        array(statement, 9, "text", moves, move -> order(move).partner());
        array(
                statement,
                10,
                "integer",
                moves,
                move -> destination(move).account().id());
        array(statement, 11, "integer", moves, move -> destination(move).virtualAccount());
        return statement;
    }

    private static void array(
            PreparedStatement statement,
            int parameter,
            String type,
            List<Decision> moves,
            Function<Decision, @Nullable Object> element)
            throws SQLException {
        @Nullable Object[] elements = new @Nullable Object[moves.size()];
        for (int at = 0; at < elements.length; at++) {
            elements[at] = element.apply(moves.get(at));
        }
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, elements));
    }

    private static Order order(Decision move) {
        return Objects.requireNonNull(move.facts().order());
    }

    private static Place destination(Decision move) {
        return Objects.requireNonNull(move.facts().destination());
    }

    private static @Nullable Object account(Decision move) {
        Place place = order(move).place();
        return place == null ? null : place.account().id();
    }

    private static @Nullable Object virtualAccount(Decision move) {
        Place place = order(move).place();
        return place == null ? null : place.virtualAccount();
    }

    private static Long firstColumn(ResultSet row, int number) throws SQLException {
        return row.getLong(1);
    }
}
