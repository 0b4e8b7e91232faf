package io.handover.facts;

import java.util.List;

/**
 * An account and what it holds.
 *
 * @param virtualAccounts those that may be listed, with what is in each; restricted ones are not among them
 * @param restrictedOrders how many orders are in restricted virtual accounts
 * @param orders how many orders the account holds in all
 * @param licences how many licences those are, in pieces
 */
public record AccountContents(
        String domain,
        String name,
        String type,
        String status,
        String contactEmail,
        String partner,
        List<Folder> virtualAccounts,
        long restrictedOrders,
        long orders,
        long licences) {

    /** A virtual account, and how many orders and licences are in it. */
    public record Folder(String name, boolean isDefault, long orders, long licences) {}
}
