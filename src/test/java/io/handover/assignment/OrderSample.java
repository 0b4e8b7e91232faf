package io.handover.assignment;

/**
 * The one order that a request's number fits.
 *
 * @param expected what the request says of where the order is
 */
record OrderSample(
        Spot spot, Organization partner, String status, String exportStatus, Order.Kind kind, Expected expected) {

    /** What the request says of where the order is: nothing, the truth, or something else. */
    enum Expected {
        NOTHING,
        TRUTH,
        ELSE;

        String text(Spot spot) {
            String truth = spot.site == null ? "NONE" : spot.site.domain();
            return switch (this) {
                case NOTHING -> "";
                case TRUTH -> truth;
                case ELSE -> truth.equals("NONE") ? Site.CUSTOMER.domain() : "NONE";
            };
        }
    }

    /** Returns an order that nothing speaks against but, perhaps, the place where it is. */
    static OrderSample at(Spot spot, Organization partner) {
        return new OrderSample(spot, partner, "SHIPPED", "NONE", Order.Kind.STANDARD, Expected.NOTHING);
    }

    Order order(boolean accessGranted, String accountStatus) {
        return new Order(
                7,
                Situation.SALES_NUMBER,
                "",
                kind,
                status,
                exportStatus,
                partner.code,
                spot.place(accountStatus),
                accessGranted);
    }
}
