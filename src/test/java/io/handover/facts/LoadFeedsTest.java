package io.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handover.database.Locks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFeedsTest {
    private static final FactsDatabase DATABASE = new FactsDatabase();

    private static final String PLACES = """
            SELECT placed.sales_order_number, account.domain, folder.name, placed.version
            FROM orders AS placed
            LEFT JOIN accounts AS account ON account.id = placed.account_id
            LEFT JOIN virtual_accounts AS folder ON folder.id = placed.virtual_account_id
            ORDER BY placed.sales_order_number
            """;

    private static final String FOLDERS = """
            SELECT account.domain, folder.name, folder.is_default, folder.restricted
            FROM virtual_accounts AS folder
            JOIN accounts AS account ON account.id = folder.account_id
            ORDER BY account.domain, folder.name
            """;

    @TempDir
    private Path path;

    private FeedFolder folder;

    @BeforeEach
    void loadSoundFeeds() {
        DATABASE.clear();
        folder = FeedFolder.sound(path);
        DATABASE.feeds.load(path);
    }

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @Test
    void insertsEverything() {
        assertThat(DATABASE.rows(
                        "SELECT domain, name_folded, type, status, contact_email, partner FROM accounts ORDER BY id"))
                .containsExactly(
                        "a.example ashworth CUSTOMER ACTIVE buyer@a.example ", "h.example hold HOLDING ACTIVE  P1");
        assertThat(DATABASE.rows(FOLDERS))
                .containsExactly("a.example Board f t", "a.example Main t f", "h.example DEFAULT t f");
        assertThat(DATABASE.rows("SELECT * FROM people")).containsExactly("ann@p1.example P1 t f");
        assertThat(DATABASE.rows(PLACES)).containsExactly("S1 h.example DEFAULT 0", "S2 null null 0");
        assertThat(DATABASE.rows("SELECT order_id, line_number, sku, quantity FROM order_lines ORDER BY 2"))
                .hasSize(2)
                .element(0)
                .asString()
                .endsWith(" 1 SKU-1 5");
        assertThat(DATABASE.rows("SELECT email, revoked FROM order_access")).containsExactly("bob@p2.example f");
    }

    @Test
    void touchesNoRowThatIsUpToDate() {
        String rows = "SELECT ctid, xmin FROM accounts UNION ALL SELECT ctid, xmin FROM virtual_accounts"
                + " UNION ALL SELECT ctid, xmin FROM people UNION ALL SELECT ctid, xmin FROM orders"
                + " UNION ALL SELECT ctid, xmin FROM order_lines UNION ALL SELECT ctid, xmin FROM order_access";
        var before = DATABASE.rows(rows);
        assertThat(DATABASE.feeds.load(path).feeds())
                .containsExactly(
                        new FeedSummary("accounts.csv", 2, 0, 0, 2, 0),
                        new FeedSummary("virtual_accounts.csv", 3, 0, 0, 3, 0),
                        new FeedSummary("people.csv", 1, 0, 0, 1, 0),
                        new FeedSummary("orders.csv", 2, 0, 0, 2, 0),
                        new FeedSummary("order_lines.csv", 2, 0, 0, 2, 0),
                        new FeedSummary("order_access.csv", 1, 0, 0, 1, 0));
        assertThat(DATABASE.rows(rows)).isEqualTo(before);
    }

    @Test
    void updatesTheOneRowWhoseCellHasChanged() {
        folder.replace("orders.csv", "BOOKED", "CANCELLED").append("orders.csv", "S3,W3,stocking,,,P1,A.EXAMPLE,board");
        assertThat(DATABASE.feeds.load(path).feeds()).contains(new FeedSummary("orders.csv", 3, 1, 1, 1, 0));
        assertThat(DATABASE.rows(PLACES))
                .containsExactly("S1 h.example DEFAULT 0", "S2 null null 1", "S3 a.example Board 0");
        assertThat(DATABASE.rows("SELECT kind, status FROM orders ORDER BY sales_order_number"))
                .containsExactly("STANDARD SHIPPED", "STANDARD CANCELLED", "STOCKING ");
    }

    @Test
    void updatesEachKindOfFact() {
        folder.replace("accounts.csv", "Ashworth", "Ashworth & Sons")
                .replace("virtual_accounts.csv", "Board,false,true", "BOARD,False,FALSE")
                .replace("people.csv", "P1,true", "P2,false")
                .replace("order_lines.csv", "SKU-1,5", "SKU-1,6")
                .replace("order_access.csv", "bob@p2.example,", "Bob@P2.example,TRUE");
        assertThat(DATABASE.feeds.load(path).feeds())
                .extracting(FeedSummary::updated)
                .containsExactly(1L, 1L, 1L, 0L, 1L, 1L);
        assertThat(DATABASE.rows("SELECT name, name_folded FROM accounts WHERE id = 1"))
                .containsExactly("Ashworth & Sons ashworth & sons");
        assertThat(DATABASE.rows(FOLDERS)).contains("a.example BOARD f f");
        assertThat(DATABASE.rows("SELECT * FROM people")).containsExactly("ann@p1.example P2 f f");
        assertThat(DATABASE.rows("SELECT quantity FROM order_lines WHERE line_number = '1'"))
                .containsExactly("6");
        assertThat(DATABASE.rows("SELECT email, revoked FROM order_access")).containsExactly("bob@p2.example t");
    }

    @Test
    void aNewDefaultUnsetsTheOldOneWhetherTheFeedNamesItOrNot() {
        new FeedFolder(path).write("virtual_accounts.csv", FeedFolder.VIRTUAL_ACCOUNTS, "a.example,New,true,false");
        assertThat(DATABASE.feeds.load(path).feeds()).contains(new FeedSummary("virtual_accounts.csv", 1, 1, 0, 0, 0));
        assertThat(DATABASE.rows(FOLDERS)).startsWith("a.example Board f t", "a.example Main f f", "a.example New t f");
        new FeedFolder(path)
                .write(
                        "virtual_accounts.csv",
                        FeedFolder.VIRTUAL_ACCOUNTS,
                        "a.example,Board,true,true",
                        "a.example,New,false,false");
        assertThat(DATABASE.feeds.load(path).feeds()).contains(new FeedSummary("virtual_accounts.csv", 2, 0, 2, 0, 0));
        assertThat(DATABASE.rows(FOLDERS)).startsWith("a.example Board t t", "a.example Main f f", "a.example New f f");
    }

    @Test
    void leavesWhatAnAbsentColumnWouldSay() {
        folder.write("accounts.csv", "domain,name,type,status", "a.example,Ash,CUSTOMER,PENDING")
                .write(
                        "orders.csv",
                        "sales_order_number,web_order_number,kind,status,export_status,partner",
                        "S1,W1,STANDARD,CLOSED,NONE,P1")
                .write("order_access.csv", "sales_order_number,email", "S1,bob@p2.example");
        DATABASE.feeds.load(path);
        assertThat(DATABASE.rows("SELECT name, status, contact_email FROM accounts WHERE id = 1"))
                .containsExactly("Ash PENDING buyer@a.example");
        assertThat(DATABASE.rows(PLACES)).contains("S1 h.example DEFAULT 1");
    }

    @Test
    void looksUpWhatAbsentFeedsWouldHold() {
        folder.without("accounts.csv")
                .without("virtual_accounts.csv")
                .without("people.csv")
                .without("order_lines.csv")
                .without("order_access.csv")
                .replace("orders.csv", "h.example,", "a.example,");
        assertThat(DATABASE.feeds.load(path).feeds()).containsExactly(new FeedSummary("orders.csv", 2, 0, 1, 1, 0));
        assertThat(DATABASE.rows(PLACES)).contains("S1 a.example Main 1");
    }

    /** A table that is known to be empty and read once for every line takes minutes where a second will do. */
    @Test
    void readsNoTableForEveryLineThatItAddsToIt() throws Exception {
        int lines = 2_000;
        write("accounts.csv", FeedFolder.ACCOUNTS, lines, "a%d.example,A%d,CUSTOMER,ACTIVE,,");
        write("virtual_accounts.csv", FeedFolder.VIRTUAL_ACCOUNTS, lines, "a%d.example,V%d,true,false");
        write("people.csv", FeedFolder.PEOPLE, lines, "p%d@p1.example,P%d,true,false");
        write("orders.csv", FeedFolder.ORDERS, lines, "S%d,W%d,STANDARD,SHIPPED,NONE,P1,,");
        write("order_lines.csv", FeedFolder.ORDER_LINES, lines, "S%d,%d,SKU-1,5");
        write("order_access.csv", FeedFolder.ORDER_ACCESS, lines, "S%d,p%d@p1.example,");
        DATABASE.clear();
        DATABASE.jdbc.execute("ANALYZE accounts, virtual_accounts, people, orders, order_lines, order_access");
        long before = wholeReads();

        DATABASE.feeds.load(path);

        assertThat(DATABASE.count("order_access")).isEqualTo(lines);
        assertThat(wholeReads() - before).isLessThan(lines);
    }

    private void write(String file, String header, int lines, String form) {
        folder.write(
                file,
                header,
                IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> form.formatted(line, line))
                        .toArray(String[]::new));
    }

    /** Counts how often any table was read from its beginning to its end. */
    private static long wholeReads() throws SQLException {
        DATABASE.endLoads();
        return Long.parseLong(
                DATABASE.rows("SELECT sum(seq_scan) FROM pg_stat_user_tables").get(0));
    }

    /** A check before the lock would refuse a line for want of an account that was about to be there. */
    @Test
    void looksAtFactsOnlyOnceNobodyElseChangesThem() throws Exception {
        folder.write("virtual_accounts.csv", FeedFolder.VIRTUAL_ACCOUNTS, "late.example,Main,true,false");
        try (Connection other = DATABASE.connection()) {
            other.setAutoCommit(false);
            execute(other, "SELECT pg_advisory_xact_lock(%d, %d)".formatted(Locks.HANDOVER, Locks.FACTS));
            CompletableFuture<LoadedFacts> load = CompletableFuture.supplyAsync(() -> DATABASE.feeds.load(path));
            while (DATABASE.rows("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .isEmpty()) {
                assertThat(load).isNotDone();
            }
            execute(other, """
                    INSERT INTO accounts (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
                    VALUES ('late.example', '', '', 'CUSTOMER', 'ACTIVE', '', '', '')
                    """);
            other.commit();
            load.join();
        }
        assertThat(DATABASE.rows(FOLDERS)).contains("late.example Main t f");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void followsTheFeedUntilHandoverHasAssignedTheOrder() {
        folder.replace("orders.csv", "h.example,", "a.example,Board").replace("orders.csv", ",,\n\\z", ",h.example,\n");
        DATABASE.feeds.load(path);
        assertThat(DATABASE.rows(PLACES)).containsExactly("S1 a.example Board 1", "S2 h.example DEFAULT 1");

        DATABASE.jdbc.update("UPDATE orders SET assigned_by_run = 7");
        folder.replace("orders.csv", "a.example,Board", ",").replace("orders.csv", "BOOKED", "SHIPPED");
        LoadedFacts loaded = DATABASE.feeds.load(path);
        assertThat(loaded.feeds()).contains(new FeedSummary("orders.csv", 2, 0, 1, 1, 1));
        assertThat(loaded.differing()).containsExactly(new DifferingOrder("S1", "", "", "a.example", "Board", 7));
        assertThat(DATABASE.rows(PLACES)).containsExactly("S1 a.example Board 1", "S2 h.example DEFAULT 2");
    }

    /** Applied, it would leave the order in no account at all. */
    @Test
    void refusesAnOrderInADefaultOfBeforeThatTheFeedTakesAway() {
        folder.replace("virtual_accounts.csv", "h.example,DEFAULT,true", "h.example,DEFAULT,false");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("orders.csv: line 2: virtual_account is blank, and account h.example has no default");
        assertThat(DATABASE.rows(FOLDERS)).contains("h.example DEFAULT t f");
    }

    @Test
    void leavesAnAssignedOrderWhereItIsWhenSomethingElseOfItChanges() {
        DATABASE.jdbc.update("UPDATE orders SET assigned_by_run = 7");
        folder.replace("orders.csv", "SHIPPED,NONE,P1,h.example,", "SHIPPED,HELD,P1,a.example,Board");
        assertThat(DATABASE.feeds.load(path).feeds()).contains(new FeedSummary("orders.csv", 2, 0, 1, 1, 1));
        assertThat(DATABASE.rows(PLACES)).contains("S1 h.example DEFAULT 1");
        assertThat(DATABASE.rows("SELECT export_status FROM orders WHERE sales_order_number = 'S1'"))
                .containsExactly("HELD");
    }
}
