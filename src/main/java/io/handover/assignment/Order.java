package io.handover.assignment;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as the rules see it.
 *
 * @param number the sales order number
 * @param webNumber the web order number; blank for none
 * @param status compared exactly, like {@code exportStatus}
 * @param partner the partner that placed it; blank for none
 * @param place where it is; null for in no account
 * @param accessGranted whether the requester was given access to this one order
 */
public record Order(
        long id,
        String number,
        String webNumber,
        Kind kind,
        String status,
        String exportStatus,
        String partner,
        @Nullable Place place,
        boolean accessGranted) {

    private static final Set<String> SHIPPED = Set.of("SHIPPED", "ACTIVATED", "CLOSED");
    private static final Set<String> EXPORT_PASSED = Set.of("NONE", "CLEARED");

    /** What was bought. */
    public enum Kind {
        /** Licences. */
        STANDARD,
        /** Licences for a term. */
        SUBSCRIPTION,
        /** Bought by a distributor for stock: belongs to no customer yet. */
        STOCKING,
        /** Governed by an agreement that has its own way of assigning. */
        ENTERPRISE_AGREEMENT
    }

    /** Returns the same order at another place. */
    public Order movedTo(Place place) {
        return new Order(id, number, webNumber, kind, status, exportStatus, partner, place, accessGranted);
    }

    boolean isAssignable() {
        return kind == Kind.STANDARD || kind == Kind.SUBSCRIPTION;
    }

    boolean isCancelled() {
        return status.equals("CANCELLED");
    }

    /** Whether it may still ship: every text that does not say that it has, a partial shipment included. */
    boolean isUnshipped() {
        return !SHIPPED.contains(status) && !isCancelled();
    }

    boolean isExportDenied() {
        return exportStatus.equals("DENIED");
    }

    /** Whether its export may still be cleared: every text that neither passes nor is final. */
    boolean isExportHeld() {
        return !EXPORT_PASSED.contains(exportStatus) && !isExportDenied();
    }

    /** Whether it is there; null stands for in no account. */
    boolean isAt(@Nullable Place other) {
        return place == null ? other == null : other != null && place.isSameAs(other);
    }

    /** Whether it is in the account with this domain; {@code NONE} stands for in no account. */
    boolean isIn(String domainOrNone) {
        String expected = Text.fold(domainOrNone);
        return place == null
                ? expected.equals("none")
                : place.account().domain().equals(expected);
    }
}
