package io.handover.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Makes spans and sends them, as OpenTelemetry's
 * <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">variables</a> say, which
 * its SDK reads by itself. Nothing that goes wrong with it concerns a run.
 */
@Component
@Conditional(EndpointGiven.class)
final class Telemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Unless the variables say otherwise. */
    private static final Map<String, String> DEFAULTS =
            Map.of("otel.service.name", "handover", "otel.exporter.otlp.protocol", "http/protobuf");

    /** Whatever the variables say: metrics and logs go other ways. */
    private static final Map<String, String> TRACES_ONLY =
            Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none");

    private final AtomicBoolean warned = new AtomicBoolean();
    private final OpenTelemetry openTelemetry;

    Telemetry(@Value("${handover.version}") String version) {
        openTelemetry = openTelemetry(version);
    }

    private OpenTelemetry openTelemetry(String version) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addPropertiesCustomizer(given -> TRACES_ONLY)
                    .addResourceCustomizer((resource, given) -> resource.merge(
                            Resource.builder().put("service.version", version).build()))
                    .addSpanExporterCustomizer((exporter, given) -> new SpansOut(exporter, warned))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException refused) {
            // What it says may repeat a variable, and one of them holds credentials.
            LOG.warn(
                    "No traces are sent: what the variables OTEL_… say cannot be done ({}).",
                    refused.getClass().getSimpleName());
            return OpenTelemetry.noop();
        }
    }

    Tracer tracer() {
        return openTelemetry.getTracer("io.handover");
    }

    /** Sends what was not sent yet, if that does not take long. */
    @Override
    public void close() {
        if (openTelemetry instanceof OpenTelemetrySdk sdk
                && !sdk.shutdown()
                        .join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .isSuccess()) {
            SpansOut.warn(warned);
        }
    }
}
