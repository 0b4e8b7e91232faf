package textbook;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Looks up what a request means, and judges it as far as it stands alone. */
@Component
class ResolveRequest implements ItemProcessor<Request, ResolvedRequest> {
    private static final String SELECT_ORGANIZATION = """
            SELECT organization
            FROM people
            WHERE email = ?
            """;

    private static final String SELECT_ORDER = """
            SELECT o.id, o.version, o.status, o.export_status, o.partner, h.type AS holder_type, h.partner AS holder_partner
            FROM orders o
            LEFT JOIN accounts h ON h.id = o.account_id
            WHERE o.sales_order_number = ? OR o.web_order_number = ?
            """;

    private static final String SELECT_ACCOUNT = """
            SELECT id, type, status
            FROM accounts
            WHERE domain = ? OR name_folded = ? OR contact_email_folded = ?
            """;

    private static final String SELECT_FOLDER = """
            SELECT id
            FROM virtual_accounts
            WHERE account_id = ? AND name_folded = ?
            """;

    private static final String SELECT_DEFAULT_FOLDER = """
            SELECT id
            FROM virtual_accounts
            WHERE account_id = ? AND is_default
            """;

    private static final RowMapper<Order> ORDER = new DataClassRowMapper<>(Order.class);
    private static final RowMapper<Account> ACCOUNT = new DataClassRowMapper<>(Account.class);

    private static final Set<String> SHIPPED = Set.of("SHIPPED", "ACTIVATED", "CLOSED");
    private static final Set<String> EXPORTABLE = Set.of("NONE", "CLEARED");

    private final JdbcTemplate jdbc;

    ResolveRequest(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Order(
            long id,
            int version,
            String status,
            String exportStatus,
            String partner,
            String holderType,
            String holderPartner) {}

    record Account(int id, String type, String status) {}

    @Override
    public ResolvedRequest process(Request request) {
        String organization = first(jdbc.queryForList(SELECT_ORGANIZATION, String.class, fold(request.requester())));
        Order order = visible(first(jdbc.query(SELECT_ORDER, ORDER, request.orderNumber(), request.orderNumber())), organization);
        String name = fold(request.account());
        Account account = first(jdbc.query(SELECT_ACCOUNT, ACCOUNT, name, name, name));
        Integer folder = account == null ? null : folder(account, fold(request.folder()));
        return new ResolvedRequest(
                request.orderNumber(),
                request.account(),
                request.folder(),
                request.requester(),
                order == null ? null : order.id(),
                order == null ? null : order.version(),
                account == null ? null : account.id(),
                folder,
                judge(organization, order, account, folder));
    }

    private Integer folder(Account account, String name) {
        return first(
                name.isEmpty()
                        ? jdbc.queryForList(SELECT_DEFAULT_FOLDER, Integer.class, account.id())
                        : jdbc.queryForList(SELECT_FOLDER, Integer.class, account.id(), name));
    }

    private static Order visible(Order order, String organization) {
        return order == null || !order.partner().equals(organization) ? null : order;
    }

    private static String judge(String organization, Order order, Account account, Integer folder) {
        if (organization == null) {
            return "REQUESTER_UNKNOWN";
        }
        if (order == null) {
            return "ORDER_NOT_FOUND";
        }
        if (!SHIPPED.contains(order.status())) {
            return "ORDER_NOT_SHIPPED";
        }
        if (!EXPORTABLE.contains(order.exportStatus())) {
            return "EXPORT_HOLD";
        }
        if (order.holderType() != null && !isOwnHoldingAccount(order, organization)) {
            return "HOLDING_ACCOUNT_NOT_YOURS";
        }
        if (account == null) {
            return "ACCOUNT_NOT_FOUND";
        }
        if (!account.status().equals("ACTIVE") || account.type().equals("HOLDING")) {
            return "ACCOUNT_NOT_ACTIVE";
        }
        return folder == null ? "VIRTUAL_ACCOUNT_NOT_FOUND" : "";
    }

    private static boolean isOwnHoldingAccount(Order order, String organization) {
        return order.holderType().equals("HOLDING") && order.holderPartner().equals(organization);
    }

    private static <T> T first(List<T> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static String fold(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
