package io.handover.notify;

import io.handover.database.Given;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** What variables of the environment say of notifications. It holds no value, so that none can be printed with it. */
@Component
final class NotifySettings {
    static final String MAIL_TO = "HANDOVER_MAIL_TO";
    static final String MAIL_FROM = "HANDOVER_MAIL_FROM";
    static final String MAIL_HOST = "HANDOVER_MAIL_HOST";
    static final String MAIL_PORT = "HANDOVER_MAIL_PORT";
    static final String MAIL_USER = "HANDOVER_MAIL_USER";
    static final String MAIL_PASSWORD = "HANDOVER_MAIL_PASSWORD";
    static final String MAIL_TLS = "HANDOVER_MAIL_TLS";
    static final String WEBHOOK_URL = "HANDOVER_WEBHOOK_URL";
    static final String WEBHOOK_SECRET = "HANDOVER_WEBHOOK_SECRET";

    private final ConfigurableEnvironment environment;

    NotifySettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Returns what a variable says; null for nothing. */
    @Nullable
    String value(String variable) {
        return Given.value(environment, variable.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    boolean has(String variable) {
        return value(variable) != null;
    }

    /** @throws Undelivered when it is not set */
    String required(String variable) throws Undelivered {
        String value = value(variable);
        if (value == null) {
            throw new Undelivered(variable + " is not set");
        }
        return value.strip();
    }
}
