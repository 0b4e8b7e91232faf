package io.handover.facts;

/**
 * An order that Handover has assigned and that a feed places elsewhere, for reconciliation.
 *
 * @param feedAccount domain of the account that the feed names; blank for none, and so is its virtual account
 * @param account domain of the account where Handover has the order
 * @param assignedByRun number of the run that assigned it last
 */
public record DifferingOrder(
        String salesOrderNumber,
        String feedAccount,
        String feedVirtualAccount,
        String account,
        String virtualAccount,
        long assignedByRun) {}
