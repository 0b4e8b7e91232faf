package io.handover.assignment;

import java.util.Locale;

/** The accounts of the samples. */
enum Site {
    CUSTOMER(1, Account.Type.CUSTOMER, Organization.NOBODY),
    OTHER_CUSTOMER(2, Account.Type.CUSTOMER, Organization.NOBODY),
    ACME_HOLDING(3, Account.Type.HOLDING, Organization.ACME),
    GLOBEX_HOLDING(4, Account.Type.HOLDING, Organization.GLOBEX),
    NOBODYS_HOLDING(5, Account.Type.HOLDING, Organization.NOBODY);

    private final int id;
    final Account.Type type;
    final Organization owner;

    Site(int id, Account.Type type, Organization owner) {
        this.id = id;
        this.type = type;
        this.owner = owner;
    }

    Account account(String status) {
        return new Account(id, domain(), type, status, owner.code);
    }

    String domain() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example";
    }
}
