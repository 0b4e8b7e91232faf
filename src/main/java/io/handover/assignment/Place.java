package io.handover.assignment;

/**
 * Where an order is or shall go.
 *
 * @param virtualAccount one of the account's
 */
public record Place(Account account, VirtualAccount virtualAccount) {

    boolean isSameAs(Place other) {
        return account.id() == other.account.id() && virtualAccount.id() == other.virtualAccount.id();
    }
}
