package io.handover.assignment;

import org.jspecify.annotations.Nullable;

/** What the account that a sample's request names turns out to be. */
enum Target {
    NO_ACCOUNT(0, null),
    SEVERAL_ACCOUNTS(2, null),
    CUSTOMER(1, Site.CUSTOMER),
    ACME_HOLDING(1, Site.ACME_HOLDING),
    GLOBEX_HOLDING(1, Site.GLOBEX_HOLDING),
    NOBODYS_HOLDING(1, Site.NOBODYS_HOLDING);

    final int accountsFound;
    final @Nullable Site site;

    Target(int accountsFound, @Nullable Site site) {
        this.accountsFound = accountsFound;
        this.site = site;
    }
}
