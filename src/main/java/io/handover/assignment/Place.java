package io.handover.assignment;

/**
 * Where an order is or shall go.
 *
 * @param virtualAccount number of a virtual account of the account
 */
public record Place(Account account, int virtualAccount) {

    boolean isSameAs(Place other) {
        return account.id() == other.account.id() && virtualAccount == other.virtualAccount;
    }
}
