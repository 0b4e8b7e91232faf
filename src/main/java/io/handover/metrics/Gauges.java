package io.handover.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures under the names that dashboards and alerts know them by. No bean: what it needs is loaded when metrics are
 * asked for.
 */
final class Gauges {
    private static final String SECONDS = "seconds";
    private static final String[] STATUSES = {"RUNNING", "COMPLETED", "STOPPED", "FAILED", "REFUSED"};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Returns the figures in the text form of Prometheus. */
    static String of(Figures figures, Instant now) {
        Gauges gauges = new Gauges();
        figures.requests().forEach(gauges::add);
        gauges.add(figures.waiting(), now);
        gauges.add("handover.ledger.outcomes", "Outcomes in the ledger, of previews too", figures.ledger());
        figures.lastRun().ifPresent(run -> {
            gauges.add(run);
            figures.steps(run.number()).forEach(gauges::add);
        });
        figures.lastCompleted()
                .ifPresent(ended -> gauges.addTime(
                        "handover.last.completed.run.timestamp", "When a run was last completed", ended));
        Figures.Messages messages = figures.messages();
        gauges.add("handover.messages.waiting", "Messages about runs that wait to be delivered", messages.waiting());
        gauges.add("handover.messages.given.up", "Messages about runs that were given up", messages.givenUp());
        return gauges.registry.scrape();
    }

    private void add(Figures.Requests requests) {
        Counter.builder("handover.requests")
                .description("Requests decided, by outcome and primary reason")
                .tag("outcome", requests.outcome())
                .tag("reason", requests.reason().isEmpty() ? "none" : requests.reason())
                .register(registry)
                .increment((double) requests.count());
    }

    private void add(Figures.Waiting waiting, Instant now) {
        add("handover.deferred.waiting", "Deferred requests that wait", waiting.requests());
        Instant oldest = waiting.oldest();
        long age = oldest == null ? 0 : Duration.between(oldest, now).toSeconds();
        Gauge.builder("handover.deferred.oldest.age", () -> age)
                .description("How long the oldest deferred request has waited; 0 when none waits")
                .baseUnit(SECONDS)
                .register(registry);
    }

    private void add(Figures.LastRun run) {
        add("handover.last.run.number", "Number of the last run", run.number());
        for (String status : STATUSES) {
            Gauge.builder("handover.last.run.status", () -> status.equals(run.status()) ? 1 : 0)
                    .description("1 for the status of the last run, 0 for the others")
                    .tag("status", status)
                    .register(registry);
        }
        addTime("handover.last.run.started.timestamp", "When the last run was started", run.started());
        addTime("handover.last.run.ended.timestamp", "When the last run ended", run.ended());
    }

    private void add(Figures.Step step) {
        Gauge.builder("handover.last.run.step", step::seconds)
                .description("How long each step of the last run took")
                .baseUnit(SECONDS)
                .tag("step", step.name())
                .register(registry);
    }

    private void add(String name, String description, long value) {
        Gauge.builder(name, () -> value).description(description).register(registry);
    }

    /** @param time null for not yet: then there is no figure */
    private void addTime(String name, String description, @Nullable Instant time) {
        if (time != null) {
            double seconds = time.toEpochMilli() / 1e3;
            Gauge.builder(name, () -> seconds)
                    .description(description)
                    .baseUnit(SECONDS)
                    .register(registry);
        }
    }
}
