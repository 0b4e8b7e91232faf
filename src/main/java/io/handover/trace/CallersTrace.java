package io.handover.trace;

import io.handover.database.Given;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The trace that whoever started the program is in, as the variables {@code TRACEPARENT} and {@code TRACESTATE}
 * <a href="https://opentelemetry.io/docs/specs/otel/context/env-carriers/">tell</a>.
 */
final class CallersTrace implements TextMapGetter<ConfigurableEnvironment> {
    private CallersTrace() {}

    /** Returns it, or that there is none. */
    static Context in(ConfigurableEnvironment environment) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), environment, new CallersTrace());
    }

    @Override
    public Iterable<String> keys(ConfigurableEnvironment environment) {
        return List.of();
    }

    @Override
    public @Nullable String get(@Nullable ConfigurableEnvironment environment, String name) {
        return environment == null ? null : Given.value(environment, name);
    }
}
