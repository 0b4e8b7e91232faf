package io.handover.trace;

import io.handover.database.Given;
import java.util.stream.Stream;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether it is said where traces go, by one of OpenTelemetry's own variables. Where it is not, nothing of it is loaded. */
final class EndpointGiven implements Condition {
    private static final String FOR_EVERYTHING = "otel.exporter.otlp.endpoint";
    private static final String FOR_TRACES = "otel.exporter.otlp.traces.endpoint";

    @Override
    public boolean matches(ConditionContext program, AnnotatedTypeMetadata annotated) {
        ConfigurableEnvironment environment = (ConfigurableEnvironment) program.getEnvironment();
        return Stream.of(FOR_EVERYTHING, FOR_TRACES).anyMatch(name -> Given.value(environment, name) != null);
    }
}
