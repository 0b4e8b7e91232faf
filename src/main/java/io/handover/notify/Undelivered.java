package io.handover.notify;

/** A message was not delivered. What it says can be logged and kept: a few words for the operator, without secrets. */
final class Undelivered extends Exception {
    private static final long serialVersionUID = 1L;

    Undelivered(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
