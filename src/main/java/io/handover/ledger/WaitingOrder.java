package io.handover.ledger;

import java.time.Instant;

/**
 * An order in a holding account.
 *
 * @param partner code of the partner who placed the order; blank for none
 * @param account domain of the holding account
 * @param licences in pieces
 * @param since when the order came there
 * @param orEarlier whether it may have been there before, when nobody kept since when
 */
public record WaitingOrder(
        String orderNumber, String partner, String account, long licences, Instant since, boolean orEarlier) {}
