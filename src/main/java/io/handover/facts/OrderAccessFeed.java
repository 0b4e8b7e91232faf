package io.handover.facts;

import io.handover.assignment.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code order_access.csv}. Without a cell that says whether it is revoked, access is given. */
final class OrderAccessFeed implements Feed {
    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_order_access (
                line               bigint NOT NULL,
                sales_order_number text COLLATE "C" NOT NULL,
                email              text NOT NULL,
                revoked            boolean
            ) ON COMMIT DROP
            """;

    private static final String COPY =
            "COPY staged_order_access (line, sales_order_number, email, revoked) FROM STDIN WITH (FORMAT binary)";

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.email, again.sales_order_number, first.line::text
            FROM (
                SELECT sales_order_number, email, min(line) AS line
                FROM staged_order_access
                GROUP BY sales_order_number, email
                HAVING count(*) > 1
            ) AS first
            JOIN staged_order_access AS again
                ON again.sales_order_number = first.sales_order_number
                AND again.email = first.email
                AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String ORDER_UNKNOWN = """
            SELECT fed.line, count(*) OVER () AS total, fed.sales_order_number
            FROM staged_order_access AS fed
            WHERE NOT EXISTS (
                    SELECT FROM staged_orders AS placed WHERE placed.sales_order_number = fed.sales_order_number)
              AND NOT EXISTS (
                    SELECT FROM orders AS placed WHERE placed.sales_order_number = fed.sales_order_number)
            ORDER BY fed.line
            LIMIT 100
            """;

    private static final String UPDATE = """
            UPDATE order_access AS known
            SET revoked = fed.revoked
            FROM staged_order_access AS fed
            JOIN orders AS placed ON placed.sales_order_number = fed.sales_order_number
            WHERE known.order_id = placed.id
              AND known.email = fed.email
              AND known.revoked <> fed.revoked
            """;

    private static final String INSERT = """
            INSERT INTO order_access (order_id, email, revoked)
            SELECT placed.id, fed.email, fed.revoked
            FROM staged_order_access AS fed
            JOIN orders AS placed ON placed.sales_order_number = fed.sales_order_number
            WHERE NOT EXISTS (
                SELECT
                FROM order_access AS known
                WHERE known.order_id = placed.id
                  AND known.email = fed.email
            )
            """;

    @Override
    public String file() {
        return "order_access.csv";
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("sales_order_number", "email");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String copy() {
        return COPY;
    }

    @Override
    public @Nullable Object[] row(FeedLine line) {
        return new @Nullable Object[] {
            line.number(),
            line.key("sales_order_number"),
            Text.fold(line.key("email")),
            line.text("revoked").isEmpty() ? Boolean.FALSE : line.flag("revoked")
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check(REPEATED, "access of %s to order %s is in line %s already"),
                new Check(ORDER_UNKNOWN, "there is no order %s", OrdersFeed.FILE));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE);
        return new Changed(jdbc.update(INSERT), updated);
    }
}
