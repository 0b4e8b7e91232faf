package io.handover.command;

import java.util.Map;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Spring Boot's structured log, also before Spring Boot is up and for commands that do without it. */
public final class JsonLines extends StructuredLogEncoder {
    @Override
    public void start() {
        String name = Environment.class.getName();
        if (getContext().getObject(name) == null) {
            StandardEnvironment environment = new StandardEnvironment();
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("handover", Map.of("spring.application.name", "handover")));
            getContext().putObject(name, environment);
        }
        super.start();
    }
}
