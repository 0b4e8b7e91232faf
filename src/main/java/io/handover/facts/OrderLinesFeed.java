package io.handover.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code order_lines.csv}. */
final class OrderLinesFeed implements Feed {
    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_order_lines (
                line               bigint NOT NULL,
                sales_order_number text COLLATE "C" NOT NULL,
                line_number        text NOT NULL,
                sku                text NOT NULL,
                quantity           bigint
            ) ON COMMIT DROP
            """;

    private static final String COPY =
            "COPY staged_order_lines (line, sales_order_number, line_number, sku, quantity) FROM STDIN WITH (FORMAT binary)";

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.line_number, again.sales_order_number, first.line::text
            FROM (
                SELECT sales_order_number, line_number, min(line) AS line
                FROM staged_order_lines
                GROUP BY sales_order_number, line_number
                HAVING count(*) > 1
            ) AS first
            JOIN staged_order_lines AS again
                ON again.sales_order_number = first.sales_order_number
                AND again.line_number = first.line_number
                AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String ORDER_UNKNOWN = """
            SELECT fed.line, count(*) OVER () AS total, fed.sales_order_number
            FROM staged_order_lines AS fed
            WHERE NOT EXISTS (
                    SELECT FROM staged_orders AS placed WHERE placed.sales_order_number = fed.sales_order_number)
              AND NOT EXISTS (
                    SELECT FROM orders AS placed WHERE placed.sales_order_number = fed.sales_order_number)
            ORDER BY fed.line
            LIMIT 100
            """;

    private static final String UPDATE = """
            UPDATE order_lines AS known
            SET sku = fed.sku,
                quantity = fed.quantity
            FROM staged_order_lines AS fed
            JOIN orders AS placed ON placed.sales_order_number = fed.sales_order_number
            WHERE known.order_id = placed.id
              AND known.line_number = fed.line_number
              AND (known.sku, known.quantity) IS DISTINCT FROM (fed.sku, fed.quantity)
            """;

    private static final String INSERT = """
            INSERT INTO order_lines (order_id, line_number, sku, quantity)
            SELECT placed.id, fed.line_number, fed.sku, fed.quantity
            FROM staged_order_lines AS fed
            JOIN orders AS placed ON placed.sales_order_number = fed.sales_order_number
            WHERE NOT EXISTS (
                SELECT
                FROM order_lines AS known
                WHERE known.order_id = placed.id
                  AND known.line_number = fed.line_number
            )
            """;

    @Override
    public String file() {
        return "order_lines.csv";
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("sales_order_number", "line_number", "sku", "quantity");
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
            line.key("line_number"),
            line.required("sku"),
            line.positive("quantity")
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check(REPEATED, "line_number %s of order %s is in line %s already"),
                new Check(ORDER_UNKNOWN, "there is no order %s", OrdersFeed.FILE));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE);
        return new Changed(jdbc.update(INSERT), updated);
    }
}
