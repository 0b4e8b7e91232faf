package io.handover.ledger.audit;

/** What can be the matter when the source system has an order elsewhere than Handover. An order gets the first that fits. */
public enum FindingKind {
    UNKNOWN_ORDER(
            "Handover does not know the order, and so cannot have assigned it.",
            "Load their feeds; then hand in again what was rejected as ORDER_NOT_FOUND."),

    NOT_IN_FEED(
            "Handover has assigned the order, and their orders.csv does not have it.",
            "Ask whether the file holds all orders; if it does, have them look for this one."),

    UNKNOWN_PLACE(
            "They have the order in an account or virtual account that Handover does not know,"
                    + " or in the default of an account that has none.",
            "Load their accounts.csv and virtual_accounts.csv, and reconcile again."),

    NOT_LOADED(
            "Handover has never assigned the order, and another place was loaded for it than they have now.",
            "Load their feeds: what they say counts. If the order should have been assigned, the columns that begin"
                    + " with last_ tell what became of the last request."),

    NOT_AS_RECORDED(
            "The table of orders has the order elsewhere than the last move of the ledger put it: somebody changed it"
                    + " past Handover.",
            "Have the database's owner tell who changed it and why. Then hand in a request that sends the order where it"
                    + " belongs."),

    THEIRS_IS_OLDER(
            "The order was where they have it until Handover moved it on, as left_at, left_by_run and left_by_line tell:"
                    + " their picture has not caught up.",
            "Reconcile again with a feed that was made after left_at; if that says the same, the move did not reach"
                    + " them or was taken back there: have them carry it out."),

    MOVED_ELSEWHERE(
            "Handover has assigned the order, and the ledger knows of no time when it was where they have it:"
                    + " somebody moved it outside of Handover.",
            "Ask them who moved it. If it is to stay there, hand in a request that sends it there; if not, have them"
                    + " move it back.");

    private final String meaning;
    private final String advice;

    FindingKind(String meaning, String advice) {
        this.meaning = meaning;
        this.advice = advice;
    }

    /** Returns a sentence that says what is so. */
    public String meaning() {
        return meaning;
    }

    /** Returns a sentence or two that say what to do about it. */
    public String advice() {
        return advice;
    }
}
