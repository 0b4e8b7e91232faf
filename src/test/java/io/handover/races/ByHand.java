package io.handover.races;

import io.handover.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * A session as somebody has it who works by hand, with no thought for those who work beside them: statements alone and
 * in transactions, locks in whatever order, and now and then all of it taken back.
 */
final class ByHand implements AutoCloseable {
    private static final String DEADLOCK = "40P01";

    private static final List<String> OF_ORDERS = List.of(
            "UPDATE orders SET export_status = ?, version = version + 1 WHERE id = ANY (?)",
            "UPDATE orders SET export_status = ? WHERE id = ANY (?)",
            "UPDATE orders SET status = ? WHERE id = ANY (?)",
            "UPDATE orders SET partner = ? WHERE id = ANY (?)");
    private static final String ACCOUNT_STATUS = "UPDATE accounts SET status = ? WHERE domain = ?";
    private static final String ACCOUNT_OWNER = "UPDATE accounts SET partner = ? WHERE domain = ?";
    private static final String ORGANIZATION = "UPDATE people SET organization = ? WHERE email = ?";
    private static final String ACTIVE = "UPDATE people SET active = ?::boolean WHERE email = ?";
    private static final String REVOKE =
            "UPDATE order_access SET revoked = NOT revoked WHERE email = ? AND order_id = ANY (?)";
    private static final String FORGET = "DELETE FROM order_access WHERE email = ? AND order_id = ANY (?)";
    private static final String GRANT = """
            INSERT INTO order_access (email, order_id, revoked)
            SELECT ?, unnest(?), false
            ON CONFLICT DO NOTHING
            """;

    private static final String MOVE = """
            UPDATE orders
            SET account_id = v.account_id, virtual_account_id = v.id
            FROM virtual_accounts v
            JOIN accounts a ON a.id = v.account_id
            WHERE a.domain = ?
              AND v.is_default
              AND orders.id = ANY (?)
            """;

    private static final String HOLD = """
            SELECT id
            FROM orders
            WHERE id = ANY (?)
            ORDER BY id DESC
            FOR UPDATE
            """;

    private final Connection connection;
    private final Draw draw;
    private int deadlocks;
    private int changes;

    /** @param stubborn whether it rather lets others give up in a deadlock */
    ByHand(TestDatabase database, Draw draw, boolean stubborn) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", Notes.BY_HAND);
        this.connection = DriverManager.getConnection(database.url(), properties);
        this.draw = draw;
        if (stubborn) {
            try (PreparedStatement statement = connection.prepareStatement("SET deadlock_timeout = '5s'")) {
                statement.execute();
            }
        }
    }

    /** How often this session was given up in a deadlock. */
    int deadlocks() {
        return deadlocks;
    }

    /** How many of its pieces of work were kept. */
    int changes() {
        return changes;
    }

    /** Does one piece of work. */
    void work() throws SQLException {
        boolean alone = draw.chance(0.5);
        connection.setAutoCommit(alone);
        try {
            if (alone) {
                change();
                changes++;
            } else {
                workInTransaction();
                end();
            }
        } catch (SQLException failure) {
            if (!DEADLOCK.equals(failure.getSQLState())) {
                throw failure;
            }
            deadlocks++;
            if (!alone) {
                connection.rollback();
            }
        }
    }

    private void end() throws SQLException {
        if (draw.chance(0.3)) {
            connection.rollback();
        } else {
            connection.commit();
            changes++;
        }
    }

    private void workInTransaction() throws SQLException {
        switch (draw.random().nextInt(4)) {
            case 0 -> {
                hold(orders(20));
                change();
            }
            case 1 -> {
                for (Long order : orders(20)) {
                    update(MOVE, draw.customer(), List.of(order));
                }
            }
            case 2 -> {
                for (Long order : orders(20)) {
                    update(OF_ORDERS.get(0), draw.exportStatus(), List.of(order));
                }
                change();
            }
            default -> {
                update(MOVE, Draw.holding(draw.oneOf(Draw.PARTNERS)), orders(10));
                change();
                change();
            }
        }
    }

    /** Changes one kind of facts by one statement. */
    private void change() throws SQLException {
        switch (draw.random().nextInt(12)) {
            case 0 -> update(OF_ORDERS.get(0), draw.exportStatus(), orders(50));
            case 1 -> update(OF_ORDERS.get(1), draw.exportStatus(), orders(50));
            case 2 -> update(OF_ORDERS.get(2), draw.status(), orders(50));
            case 3 -> update(OF_ORDERS.get(3), draw.oneOf(Draw.PARTNERS), orders(10));
            case 4, 5 -> update(ACCOUNT_STATUS, draw.accountStatus(), draw.customer());
            case 6 -> {
                String partner = draw.oneOf(Draw.PARTNERS);
                update(ACCOUNT_OWNER, draw.organization(partner), Draw.holding(partner));
            }
            case 7 -> update(ACTIVE, Boolean.toString(draw.chance(0.95)), draw.anybody());
            case 8 -> {
                String home = draw.oneOf(Draw.PARTNERS);
                update(ORGANIZATION, draw.organization(home), draw.personOf(home));
            }
            case 9 -> update(REVOKE, draw.anybody(), orders(400));
            case 10 -> update(FORGET, draw.anybody(), orders(100));
            default -> update(GRANT, draw.anybody(), orders(100));
        }
    }

    private List<Long> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> (long) draw.order())
                .distinct()
                .toList();
    }

    private void hold(List<Long> orders) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
            statement.setArray(1, connection.createArrayOf("bigint", orders.toArray()));
            statement.executeQuery().close();
        }
    }

    private void update(String sql, String value, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.setString(2, key);
            statement.executeUpdate();
        }
    }

    private void update(String sql, String value, List<Long> orders) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.setArray(2, connection.createArrayOf("bigint", orders.toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
