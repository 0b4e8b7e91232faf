package io.handover.assignment;

import static io.handover.assignment.Organization.ACME;
import static io.handover.assignment.Organization.GLOBEX;
import static io.handover.assignment.Organization.NOBODY;

import org.jspecify.annotations.Nullable;

/** Who asks in the samples. Those who may not act have what would else let them see the order. */
enum Requester {
    UNKNOWN(null, true, true),
    INACTIVE(new Person(ACME.code, false, false), false, true),
    INACTIVE_INTERNAL(new Person(ACME.code, false, true), false, true),
    INACTIVE_INTERNAL_WITH_CASE(new Person(ACME.code, false, true), true, true),
    INTERNAL_OF_PARTNER(new Person(ACME.code, true, true), false, true),
    INTERNAL_WITH_CASE(new Person(GLOBEX.code, true, true), true, false),
    OF_PARTNER(new Person(ACME.code, true, false), false, false),
    OTHER(new Person(GLOBEX.code, true, false), true, false),
    OTHER_WITH_ACCESS(new Person(GLOBEX.code, true, false), false, true),
    OF_NO_ORGANIZATION(new Person(NOBODY.code, true, false), false, false),
    OF_NO_ORGANIZATION_WITH_ACCESS(new Person(NOBODY.code, true, false), false, true);

    final @Nullable Person person;
    final String caseNumber;
    final boolean accessGranted;

    Requester(@Nullable Person person, boolean namesCase, boolean accessGranted) {
        this.person = person;
        this.caseNumber = namesCase ? "SR-1" : "";
        this.accessGranted = accessGranted;
    }
}
