package io.handover.assignment;

/**
 * A Smart Account as the rules see it.
 *
 * @param id what tells accounts apart inside Handover
 * @param domain what identifies the account to people, in lower case
 * @param status ACTIVE, PENDING or any other text, compared exactly; only ACTIVE may receive orders
 * @param partner the partner that owns a holding account; blank for nobody
 */
public record Account(int id, String domain, Type type, String status, String partner) {

    /** What an account is for. */
    public enum Type {
        /** A customer's: licences in it can be used. */
        CUSTOMER,
        /** A partner's, where orders wait until the customer's account is known. */
        HOLDING
    }

    boolean isHolding() {
        return type == Type.HOLDING;
    }

    boolean isPending() {
        return status.equals("PENDING");
    }

    boolean isClosed() {
        return !status.equals("ACTIVE") && !isPending();
    }

    /** Whether this is a holding account of the organization; nobody owns one whose partner is blank. */
    boolean isHoldingOf(String organization) {
        return isHolding() && !partner.isEmpty() && partner.equals(organization);
    }
}
