package io.handover.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans by the library's exporter, and warns when they do not arrive: once, until they arrive again. */
final class SpansOut implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(SpansOut.class);

    private final SpanExporter exporter;
    private final AtomicBoolean warned;

    /** @param warned whether it has been told that spans do not arrive */
    SpansOut(SpanExporter exporter, AtomicBoolean warned) {
        this.exporter = exporter;
        this.warned = warned;
    }

    /** Says so, unless it was said already. The address and what it answers may hold a secret. */
    static void warn(AtomicBoolean warned) {
        if (!warned.getAndSet(true)) {
            LOG.warn("Traces were not delivered: nobody takes them where OTEL_EXPORTER_OTLP_ENDPOINT says.");
        }
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> {
            if (sent.isSuccess()) {
                warned.set(false);
            } else {
                warn(warned);
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
