package io.handover.assignment;

import org.jspecify.annotations.Nullable;

/** Where the order of a sample is. Destinations of the samples are folder 1 of an account. */
enum Spot {
    NOWHERE(null, 0),
    CUSTOMER_FOLDER_1(Site.CUSTOMER, 1),
    CUSTOMER_FOLDER_2(Site.CUSTOMER, 2),
    OTHER_CUSTOMER(Site.OTHER_CUSTOMER, 1),
    ACME_FOLDER_1(Site.ACME_HOLDING, 1),
    ACME_FOLDER_2(Site.ACME_HOLDING, 2),
    GLOBEX_FOLDER_2(Site.GLOBEX_HOLDING, 2),
    NOBODYS_FOLDER_2(Site.NOBODYS_HOLDING, 2);

    final @Nullable Site site;
    final int folder;

    Spot(@Nullable Site site, int folder) {
        this.site = site;
        this.folder = folder;
    }

    /** The account that the order is in has this status, too. */
    @Nullable
    Place place(String status) {
        return site == null ? null : new Place(site.account(status), new VirtualAccount(folder, "folder " + folder));
    }
}
