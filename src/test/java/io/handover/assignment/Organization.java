package io.handover.assignment;

/** The organizations of the samples, by the code that facts have for them. */
enum Organization {
    ACME("acme"),
    GLOBEX("globex"),
    NOBODY("");

    final String code;

    Organization(String code) {
        this.code = code;
    }
}
