package io.handover.races;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes feeds: all facts of a race, or some of them drawn anew. */
record RacingFeeds(Draw draw) {
    private static final String ACCOUNTS = "domain,name,type,status,contact_email,partner";
    private static final String FOLDERS = "account_domain,name,default,restricted";
    private static final String PEOPLE = "email,organization,active,internal";
    private static final String ORDERS = "sales_order_number,web_order_number,kind,status,export_status,partner";
    private static final String PLACES = ",account_domain,virtual_account";
    private static final String ACCESS = "sales_order_number,email,revoked";

    void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, "accounts.csv", ACCOUNTS, accounts(1));
        write(
                folder,
                "virtual_accounts.csv",
                FOLDERS,
                domains().stream()
                        .flatMap(domain -> Stream.of(domain + ",DEFAULT,true,false", domain + ",Lab,false,false"))
                        .toList());
        write(folder, "people.csv", PEOPLE, people(1));
        write(folder, "orders.csv", ORDERS + PLACES, orders(number -> true, true));
        write(folder, "order_access.csv", ACCESS, access(number -> draw.chance(0.3)));
    }

    /** Writes some of the feeds, with some lines each, into an empty folder. */
    void writeSome(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean withPlaces = draw.chance(0.3);
        write(folder, "accounts.csv", ACCOUNTS, accounts(0.3));
        if (draw.chance(0.5)) {
            write(folder, "people.csv", PEOPLE, people(0.2));
        }
        if (draw.chance(0.7)) {
            List<String> orders = orders(number -> draw.chance(0.02), withPlaces);
            write(folder, "orders.csv", withPlaces ? ORDERS + PLACES : ORDERS, orders);
        }
        if (draw.chance(0.5)) {
            write(folder, "order_access.csv", ACCESS, access(number -> draw.chance(0.02)));
        }
    }

    private static void write(Path folder, String name, String header, List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(lines);
        all.add(0, header);
        Files.write(folder.resolve(name), all);
    }

    private static List<String> domains() {
        return Stream.concat(
                        IntStream.range(0, Draw.CUSTOMERS).mapToObj(Draw::customer),
                        Draw.PARTNERS.stream().map(Draw::holding))
                .toList();
    }

    private List<String> accounts(double share) {
        return domains().stream()
                .filter(domain -> draw.chance(share))
                .map(this::account)
                .toList();
    }

    private String account(String domain) {
        boolean holding = domain.startsWith("holding.") != draw.chance(0.01);
        String owner = domain.startsWith("holding.")
                ? draw.organization(domain.substring(8, 10).toUpperCase(Locale.ROOT))
                : "";
        return String.join(
                ",", domain, "Name of " + domain, holding ? "HOLDING" : "CUSTOMER", draw.accountStatus(), "", owner);
    }

    private List<String> people(double share) {
        return Stream.concat(
                        Stream.of("free@lance.example,,true,false"),
                        Stream.of("P1", "P2", "P3", "VENDOR")
                                .flatMap(organization ->
                                        Draw.peopleOf(organization).stream().map(email -> person(email, organization))))
                .filter(line -> draw.chance(share))
                .toList();
    }

    private String person(String email, String organization) {
        boolean internal = organization.equals("VENDOR") != draw.chance(0.02);
        return String.join(
                ",",
                email,
                draw.organization(organization),
                Boolean.toString(draw.chance(0.96)),
                Boolean.toString(internal));
    }

    private List<String> orders(IntPredicate which, boolean withPlaces) {
        return IntStream.rangeClosed(1, Draw.ORDERS)
                .filter(which)
                .mapToObj(number -> order(number) + (withPlaces ? place(number) : ""))
                .toList();
    }

    private String order(int number) {
        return String.join(
                ",",
                "S" + number,
                "W" + number,
                draw.kind(),
                draw.status(),
                draw.exportStatus(),
                draw.organization(Draw.partner(number)));
    }

    private String place(int number) {
        if (draw.chance(0.2)) {
            return ",,";
        }
        String partner = draw.organization(Draw.partner(number));
        boolean holding = draw.chance(0.5) && !partner.isEmpty();
        return "," + (holding ? Draw.holding(partner) : draw.customer()) + "," + draw.folder();
    }

    private List<String> access(IntPredicate which) {
        return IntStream.rangeClosed(1, Draw.ORDERS)
                .filter(which)
                .mapToObj(number -> "S" + number + "," + draw.anybody() + "," + draw.chance(0.4))
                .toList();
    }
}
