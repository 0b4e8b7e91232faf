package io.handover.database;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** What the program is told by variables of its environment: {@code HANDOVER_MAIL_HOST} is {@code handover.mail.host}. */
public final class Given {
    private Given() {}

    /**
     * Returns the value; null when there is none. Blank counts as not given: that is how one unsets a variable in many
     * a tool. The value is taken as it stands; Spring would look for placeholders in it, and print a password in which
     * it finds a broken one.
     */
    public static @Nullable String value(ConfigurableEnvironment environment, String property) {
        return environment.getPropertySources().stream()
                .map(source -> source.getProperty(property))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .filter(value -> !value.isBlank())
                .orElse(null);
    }
}
