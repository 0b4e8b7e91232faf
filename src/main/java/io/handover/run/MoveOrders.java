package io.handover.run;

import io.handover.assignment.Order;
import io.handover.assignment.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Moves the orders of a chunk to where it was decided that they belong. */
class MoveOrders {
    // Runs that lock orders in the same order never wait for each other in a circle. The decisions come in the order of
    // the orders' ids; joining by hash would update in the order in which the rows happen to lie in their pages.
    // Nobody waits for the disk here: the commit that seals the run does, for all that was committed before it. A crash
    // of the server between the two takes back whole chunks, moves and outcomes alike, and the run decides them again.
    private static final String BEGIN = """
            SET LOCAL enable_hashjoin = off;
            SET LOCAL synchronous_commit = off;
            SAVEPOINT before_moves
            """;

    // A transaction of several chunks would nest their savepoints.
    private static final String KEEP = """
            RELEASE SAVEPOINT before_moves
            """;

    private static final String TAKE_BACK = """
            ROLLBACK TO SAVEPOINT before_moves
            """;

    // Guarded: an order that is not where the decision saw it stays where it is, and is not counted. What else the
    // decision saw of it cannot have changed: the chunk holds the lock of the facts.
    private static final String MOVE = """
            UPDATE orders o
            SET account_id = d.to_account_id,
                virtual_account_id = d.to_virtual_account_id,
                version = o.version + 1,
                assigned_by_run = ?
            FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::integer[])
                 AS d (id, version, account_id, virtual_account_id, to_account_id, to_virtual_account_id)
            WHERE o.id = d.id
              AND o.version = d.version
              AND o.account_id IS NOT DISTINCT FROM d.account_id
              AND o.virtual_account_id IS NOT DISTINCT FROM d.virtual_account_id
            """;

    private static final String COUNT_THOSE_AS_SEEN = """
            SELECT count(*)
            FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[])
                 AS d (id, version, account_id, virtual_account_id)
            JOIN orders o ON o.id = d.id
            WHERE o.version = d.version
              AND o.account_id IS NOT DISTINCT FROM d.account_id
              AND o.virtual_account_id IS NOT DISTINCT FROM d.virtual_account_id
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
        boolean asSeen = database.update(MOVE, statement -> {
                    statement.setLong(1, run);
                    setOrders(statement, 2, moves);
                    set(
                            statement,
                            6,
                            "int4",
                            moves,
                            Integer[]::new,
                            move -> account(move.facts().destination()));
                    set(
                            statement,
                            7,
                            "int4",
                            moves,
                            Integer[]::new,
                            move -> virtualAccount(move.facts().destination()));
                })
                == moves.size();
        database.execute(asSeen ? KEEP : TAKE_BACK);
        return asSeen;
    }

    /** Whether the orders of these decisions are where they were seen. */
    boolean areAsSeen(List<Decision> decisions) {
        return decisions.isEmpty()
                || Objects.equals(
                        database.query(
                                COUNT_THOSE_AS_SEEN,
                                statement -> setOrders(statement, 1, decisions),
                                row -> row.next() ? row.getInt(1) : null),
                        decisions.size());
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

    /** Sets four parameters: ids and versions, accounts and virtual accounts of the decisions' orders. */
    private static void setOrders(PreparedStatement statement, int first, List<Decision> decisions)
            throws SQLException {
        set(
                statement,
                first,
                "int8",
                decisions,
                Long[]::new,
                decision -> order(decision).id());
        set(
                statement,
                first + 1,
                "int4",
                decisions,
                Integer[]::new,
                decision -> decision.candidate().orderVersion());
        set(
                statement,
                first + 2,
                "int4",
                decisions,
                Integer[]::new,
                decision -> account(order(decision).place()));
        set(
                statement,
                first + 3,
                "int4",
                decisions,
                Integer[]::new,
                decision -> virtualAccount(order(decision).place()));
    }

    /** An array of the elements' own class goes to the server in its binary form. */
    private static <T> void set(
            PreparedStatement statement,
            int parameter,
            String type,
            List<Decision> decisions,
            IntFunction<@Nullable T[]> array,
            Function<Decision, @Nullable T> element)
            throws SQLException {
        @Nullable T[] elements = decisions.stream().map(element).toArray(array);
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, elements));
    }

    /** The order as it was seen, before any move of the same chunk. */
    private static Order order(Decision decision) {
        return Objects.requireNonNull(decision.candidate().facts().order());
    }

    private static @Nullable Integer account(@Nullable Place place) {
        return place == null ? null : place.account().id();
    }

    private static @Nullable Integer virtualAccount(@Nullable Place place) {
        return place == null ? null : place.virtualAccount().id();
    }

    private static Long firstColumn(ResultSet row, int number) throws SQLException {
        return row.getLong(1);
    }
}
