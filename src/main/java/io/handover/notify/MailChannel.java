package io.handover.notify;

import org.springframework.stereotype.Component;

/** Mail, to the operator and to requesters. */
@Component
final class MailChannel implements Channel {
    static final String NAME = "mail";

    private final NotifySettings settings;

    MailChannel(NotifySettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return settings.has(NotifySettings.MAIL_HOST) || settings.has(NotifySettings.MAIL_TO);
    }

    @Override
    public void send(Message message) throws Undelivered {
        new MailServer(settings).send(message);
    }
}
