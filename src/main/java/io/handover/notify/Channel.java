package io.handover.notify;

/** A way by which messages go out. */
interface Channel {
    String name();

    /** Whether messages of this channel are wanted; what is wrong with how it is configured tells {@link #send}. */
    boolean isConfigured();

    /** @throws Undelivered when nobody knows that the message has arrived */
    void send(Message message) throws Undelivered;
}
