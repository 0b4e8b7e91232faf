package io.handover.facts;

import io.handover.assignment.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@code orders.csv}. Where it says that an order is counts only until Handover assigns the order, and not at all when
 * the file has no column for it.
 */
final class OrdersFeed implements Feed {
    static final String FILE = "orders.csv";

    private static final List<String> COLUMNS =
            List.of("sales_order_number", "web_order_number", "kind", "status", "export_status", "partner");
    private static final List<String> KINDS = List.of("STANDARD", "SUBSCRIPTION", "STOCKING", "ENTERPRISE_AGREEMENT");

    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_orders (
                line               bigint NOT NULL,
                sales_order_number text COLLATE "C" NOT NULL,
                web_order_number   text COLLATE "C" NOT NULL,
                kind               text,
                status             text NOT NULL,
                export_status      text NOT NULL,
                partner            text NOT NULL,
                account_domain     text,
                virtual_account    text
            ) ON COMMIT DROP
            """;

    private static final String COPY = """
            COPY staged_orders
                (line, sales_order_number, web_order_number, kind, status, export_status, partner, account_domain,
                 virtual_account)
            FROM STDIN WITH (FORMAT binary)
            """;

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.sales_order_number, first.line::text
            FROM (
                SELECT sales_order_number, min(line) AS line
                FROM staged_orders
                GROUP BY sales_order_number
                HAVING count(*) > 1
            ) AS first
            JOIN staged_orders AS again
                ON again.sales_order_number = first.sales_order_number
                AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String ACCOUNT_UNKNOWN = """
            SELECT fed.line, count(*) OVER () AS total, fed.account_domain
            FROM misplaced_orders AS fed
            WHERE NOT EXISTS (SELECT FROM expected_accounts AS account WHERE account.domain = fed.account_domain)
            ORDER BY fed.line
            LIMIT 100
            """;

    private static final String VIRTUAL_ACCOUNT_UNKNOWN = """
            SELECT fed.line, count(*) OVER () AS total, fed.virtual_account, fed.account_domain
            FROM misplaced_orders AS fed
            JOIN expected_accounts AS account ON account.domain = fed.account_domain
            WHERE fed.virtual_account <> ''
            ORDER BY fed.line
            LIMIT 100
            """;

    private static final String NO_DEFAULT = """
            SELECT fed.line, count(*) OVER () AS total, fed.account_domain
            FROM misplaced_orders AS fed
            JOIN expected_accounts AS account ON account.domain = fed.account_domain
            WHERE fed.virtual_account = ''
            ORDER BY fed.line
            LIMIT 100
            """;

    private final List<String> requiredColumns;

    private OrdersFeed(List<String> requiredColumns) {
        this.requiredColumns = requiredColumns;
    }

    OrdersFeed() {
        this(COLUMNS);
    }

    /** Returns the feed of which nothing is wanted but where orders are: without a column for it, it is refused. */
    static OrdersFeed ofPlaces() {
        return new OrdersFeed(
                Stream.concat(COLUMNS.stream(), Stream.of("account_domain")).toList());
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public List<String> requiredColumns() {
        return requiredColumns;
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
        String domain = Text.fold(line.text("account_domain"));
        String virtualAccount = Text.fold(line.text("virtual_account"));
        if (domain.isEmpty() && !virtualAccount.isEmpty()) {
            line.wrong("virtual_account is given without account_domain");
        }
        return new @Nullable Object[] {
            line.number(),
            line.key("sales_order_number"),
            line.searchable("web_order_number"),
            line.oneOf("kind", KINDS),
            line.text("status"),
            line.text("export_status"),
            line.text("partner"),
            line.hasColumn("account_domain") ? domain : null,
            virtualAccount
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check(REPEATED, "order %s is in line %s already"),
                new Check(ACCOUNT_UNKNOWN, "there is no account %s", AccountsFeed.FILE),
                new Check(
                        VIRTUAL_ACCOUNT_UNKNOWN,
                        "there is no virtual account %s in %s",
                        AccountsFeed.FILE,
                        VirtualAccountsFeed.FILE),
                new Check(
                        NO_DEFAULT,
                        "virtual_account is blank, and account %s has no default",
                        AccountsFeed.FILE,
                        VirtualAccountsFeed.FILE));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        return PlacedOrders.apply(jdbc);
    }
}
