package io.handover.notify;

import io.handover.ledger.Run;

/** What is told of a run. */
enum Event {
    /** All its requests are decided and reported. */
    COMPLETED("run.completed"),
    /** Its input was refused, or more was rejected than allowed: nothing was applied. */
    REFUSED("run.refused"),
    /** A fault ended it; it can be resumed. */
    FAILED("run.failed");

    private final String word;

    Event(String word) {
        this.word = word;
    }

    /** Returns what receivers and the database call it. */
    String word() {
        return word;
    }

    static Event of(Run run) {
        return switch (run.status()) {
            case COMPLETED -> COMPLETED;
            case REFUSED -> REFUSED;
            case FAILED -> FAILED;
            case RUNNING, STOPPED ->
                throw new IllegalArgumentException("Run " + run.id() + " has not ended: " + run.status());
        };
    }
}
