package io.handover.nightly;

import io.handover.nightly.ExpectedRegister.AccountFacts;
import io.handover.nightly.ExpectedRegister.Asked;
import io.handover.nightly.ExpectedRegister.OrderFacts;
import io.handover.nightly.ExpectedRegister.Waiting;
import io.handover.run.Register;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What partners ask for in a month, and what the world tells, drawn over the orders of the retail data. */
final class RetailMonth {
    static final Path FACTS = Path.of("src/test/resources/retail/facts");
    static final String HEADER =
            "order_number,order_number_type,smart_account,smart_account_key,requester,justification";
    static final String ORDERS_HEADER =
            "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account";
    static final String ACCOUNTS_HEADER = "domain,name,type,status,contact_email,partner";

    private final Random random = new Random(2026);
    private final ExpectedRegister expected;
    private final Map<String, CSVRecord> orders = records("orders.csv", "sales_order_number");
    private final Map<String, CSVRecord> accounts = records("accounts.csv", "domain");
    private final Map<String, String> folders = new TreeMap<>();
    private final List<String> people = new ArrayList<>();

    RetailMonth(ExpectedRegister expected) {
        this.expected = expected;
        orders.forEach((number, row) -> expected.orders.put(
                number,
                new OrderFacts(row.get("kind"), row.get("status"), row.get("export_status"), row.get("partner"))));
        accounts.forEach((domain, row) ->
                expected.accounts.put(domain, new AccountFacts(row.get("status"), row.get("partner"))));
        Register.records(FACTS.resolve("order_access.csv"))
                .forEach(row -> expected.grants.add(row.get(0) + " " + row.get(1)));
        Register.records(FACTS.resolve("virtual_accounts.csv")).stream()
                .filter(row -> row.get("default").equals("true"))
                .forEach(row -> folders.put(row.get("account_domain"), row.get("name")));
        Register.records(FACTS.resolve("people.csv")).stream()
                .filter(row -> row.get("active").equals("true"))
                .forEach(this::addPerson);
    }

    private void addPerson(CSVRecord row) {
        boolean internal = row.get("internal").equals("true");
        expected.organizations.put(row.get("email"), internal ? ExpectedRegister.VENDOR : row.get("organization"));
        if (!internal) {
            people.add(row.get("email"));
        }
    }

    /** Draws requests for as many orders, each by somebody who may see the order, mostly. */
    List<Asked> requests(int count) {
        return some(orders.keySet(), order -> true, count).stream()
                .map(this::request)
                .toList();
    }

    private Asked request(String order) {
        String partner = expected.orderFacts(order).partner();
        List<String> colleagues = some(people, who -> partner.equals(expected.organizations.get(who)), 1);
        String requester = oneIn(12) || colleagues.isEmpty() ? one(people) : colleagues.get(0);
        String number = oneIn(25) ? "9" + order : order;
        return new Asked(number, oneIn(25) ? "nobody.example / DEFAULT" : destination(), requester, !oneIn(4), "");
    }

    /** One time in eight an account that is pending. */
    private String destination() {
        String status = oneIn(8) ? "PENDING" : "";
        Predicate<String> mayBe = domain -> folders.containsKey(domain)
                && expected.accountFacts(domain).owner().isEmpty()
                && expected.accountFacts(domain).status().endsWith(status);
        String domain = some(accounts.keySet(), mayBe, 1).get(0);
        return domain + " / " + folders.get(domain);
    }

    static Stream<String> lines(List<Asked> requests) {
        return Stream.concat(
                Stream.of(HEADER),
                requests.stream()
                        .map(asked -> String.join(
                                ",",
                                asked.order(),
                                "SALES",
                                asked.account(),
                                "DOMAIN",
                                asked.requester(),
                                asked.justified() ? "sold on" : "")));
    }

    /**
     * What the world tells of some orders and accounts.
     *
     * @param orders new facts, by sales order number
     * @param accounts new status, by domain
     */
    record News(Map<String, OrderFacts> orders, Map<String, String> accounts) {
        void reach(ExpectedRegister expected) {
            expected.orders.putAll(orders);
            accounts.forEach((domain, status) -> expected.accounts.put(
                    domain,
                    new AccountFacts(status, expected.accountFacts(domain).owner())));
        }

        /** Returns what changes, against what is known before. */
        String inWords(ExpectedRegister before) {
            long lifted = count(order -> ExpectedRegister.isHeld(before.orderFacts(order.getKey()))
                    && !ExpectedRegister.isHeld(order.getValue()));
            long held = count(order -> ExpectedRegister.isHeld(order.getValue()));
            long shipped = count(order -> order.getValue().status().equals("SHIPPED")
                    && !before.orderFacts(order.getKey()).status().equals("SHIPPED"));
            long cancelled = count(order -> order.getValue().status().equals("CANCELLED"));
            long activated = accounts.entrySet().stream()
                    .filter(account -> account.getValue().equals("ACTIVE"))
                    .filter(account ->
                            !before.accountFacts(account.getKey()).status().equals("ACTIVE"))
                    .count();
            long pending = accounts.values().stream().filter("PENDING"::equals).count();
            return "feeds: %d holds lifted, %d new, %d shipped, %d cancelled; %d accounts active, %d pending"
                    .formatted(lifted, held, shipped, cancelled, activated, pending);
        }

        private long count(Predicate<Map.Entry<String, OrderFacts>> which) {
            return orders.entrySet().stream().filter(which).count();
        }
    }

    /** Draws news: of a third of what waits that it need not any longer, of others that they must. */
    News news() {
        News news = new News(new TreeMap<>(), new TreeMap<>());
        List<Waiting> clears =
                expected.waiting.stream().filter(each -> oneIn(3)).toList();
        clears.forEach(each -> {
            String order = each.asked().order();
            news.orders.put(order, with(order, "SHIPPED", "CLEARED"));
            news.accounts.put(each.asked().account(), "ACTIVE");
        });
        some(orders.keySet(), order -> isFree(order, news), 9)
                .forEach(order -> news.orders.put(
                        order, with(order, expected.orderFacts(order).status(), "HELD")));
        some(orders.keySet(), order -> isFree(order, news), 1)
                .forEach(order -> news.orders.put(order, with(order, "CANCELLED", "NONE")));
        some(
                        folders.keySet(),
                        domain -> expected.accountFacts(domain).owner().isEmpty()
                                && expected.accountFacts(domain).status().equals("ACTIVE")
                                && !news.accounts.containsKey(domain),
                        2)
                .forEach(domain -> news.accounts.put(domain, "PENDING"));
        return news;
    }

    private boolean isFree(String order, News news) {
        OrderFacts facts = expected.orderFacts(order);
        return !ExpectedRegister.isHeld(facts)
                && facts.status().equals("SHIPPED")
                && !facts.exportStatus().equals("DENIED")
                && !news.orders.containsKey(order);
    }

    private OrderFacts with(String order, String status, String exportStatus) {
        OrderFacts facts = expected.orderFacts(order);
        return new OrderFacts(facts.kind(), status, exportStatus, facts.partner());
    }

    /** Returns the feeds that tell these news, by name. */
    Map<String, Stream<String>> feeds(News news) {
        return Map.of(
                "orders.csv",
                Stream.concat(
                        Stream.of(ORDERS_HEADER),
                        news.orders().entrySet().stream().map(entry -> order(entry.getKey(), entry.getValue()))),
                "accounts.csv",
                Stream.concat(
                        Stream.of(ACCOUNTS_HEADER),
                        news.accounts().entrySet().stream().map(entry -> account(entry.getKey(), entry.getValue()))));
    }

    private String order(String number, OrderFacts facts) {
        CSVRecord row = row(orders, number);
        return String.join(
                ",",
                number,
                row.get("web_order_number"),
                facts.kind(),
                facts.status(),
                facts.exportStatus(),
                facts.partner(),
                row.get("account_domain"),
                row.get("virtual_account"));
    }

    private String account(String domain, String status) {
        CSVRecord row = row(accounts, domain);
        String name = '"' + row.get("name").replace("\"", "\"\"") + '"';
        return String.join(",", domain, name, row.get("type"), status, row.get("contact_email"), row.get("partner"));
    }

    private static CSVRecord row(Map<String, CSVRecord> rows, String key) {
        CSVRecord row = rows.get(key);
        if (row == null) {
            throw new IllegalArgumentException(key);
        }
        return row;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private List<String> some(Collection<String> of, Predicate<String> which, int count) {
        List<String> found = new ArrayList<>(of.stream().filter(which).toList());
        Collections.shuffle(found, random);
        return found.subList(0, Math.min(count, found.size()));
    }

    private static Map<String, CSVRecord> records(String file, String key) {
        Map<String, CSVRecord> rows = new TreeMap<>();
        Register.records(FACTS.resolve(file)).forEach(row -> rows.put(row.get(key), row));
        return rows;
    }
}
