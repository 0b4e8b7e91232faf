package io.handover.notify;

/** A way by which messages go out. */
interface Channel {
    String name();

    /** Whether messages of this channel are wanted; what is wrong with how it is configured tells {@link #send}. */
    boolean isConfigured();

    /**
     * Brings the message to where it shall go.
     *
     * @throws Undelivered when nobody knows that it has arrived
     */
    void send(Message message) throws Undelivered;
}
