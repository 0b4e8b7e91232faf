package io.handover.races;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws facts, mostly such that nothing stands against a move. */
record Draw(Random random) {
    static final int ORDERS = 6_000;
    static final int CUSTOMERS = 6;
    static final List<String> PARTNERS = List.of("P1", "P2", "P3");

    private static final int PEOPLE_OF_PARTNER = 4;

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    int order() {
        return 1 + random.nextInt(ORDERS);
    }

    String status() {
        return chance(0.94)
                ? oneOf(List.of("SHIPPED", "ACTIVATED", "CLOSED"))
                : oneOf(List.of("BOOKED", "CANCELLED", ""));
    }

    String exportStatus() {
        return chance(0.92) ? oneOf(List.of("NONE", "CLEARED")) : oneOf(List.of("HELD", "DENIED", "PENDING", ""));
    }

    String kind() {
        return chance(0.98) ? oneOf(List.of("STANDARD", "SUBSCRIPTION")) : "STOCKING";
    }

    String accountStatus() {
        return chance(0.85) ? "ACTIVE" : oneOf(List.of("PENDING", "CLOSED"));
    }

    /** The organization of somebody or something whose home is another, mostly. */
    String organization(String home) {
        return chance(0.98) ? home : oneOf(List.of("P1", "P2", "P3", ""));
    }

    static String partner(int order) {
        return PARTNERS.get(order % PARTNERS.size());
    }

    static String holding(String partner) {
        return "holding." + partner.toLowerCase(Locale.ROOT) + ".example";
    }

    String customer() {
        return customer(random.nextInt(CUSTOMERS));
    }

    static String customer(int number) {
        return "c" + (1 + Math.floorMod(number, CUSTOMERS)) + ".example";
    }

    String personOf(String organization) {
        return organization.isEmpty() ? "free@lance.example" : email(organization, random.nextInt(PEOPLE_OF_PARTNER));
    }

    static List<String> peopleOf(String organization) {
        return IntStream.range(0, PEOPLE_OF_PARTNER)
                .mapToObj(number -> email(organization, number))
                .toList();
    }

    /** Somebody of any partner, or of the vendor, or of no organization. */
    String anybody() {
        return personOf(oneOf(List.of("P1", "P2", "P3", "VENDOR", "")));
    }

    String folder() {
        return chance(0.7) ? "" : "Lab";
    }

    private static String email(String organization, int number) {
        return "n" + number + "@" + organization.toLowerCase(Locale.ROOT) + ".example";
    }
}
