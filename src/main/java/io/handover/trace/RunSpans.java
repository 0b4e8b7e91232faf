package io.handover.trace;

import io.handover.ledger.Counts;
import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import io.handover.ledger.Tallies;
import io.handover.run.RunSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * A trace for each attempt at a run: a span {@code run}, in it one for each step, in the step that decides one for each
 * range. They hold numbers, words of Handover's own and the names of exceptions, and nothing that a file holds. Spring
 * Batch's own observations will not do: they tell each item, and what exceptions say.
 */
@Component
@Conditional(EndpointGiven.class)
final class RunSpans implements JobExecutionListener, StepExecutionListener {
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final String STATUS = "handover.status";
    /** As the Elastic Common Schema calls it, in which the log is written. */
    private static final String TRACE_OF_LOG = "trace.id";

    private final Tracer tracer;
    private final Context caller;
    private final Runs runs;
    private final Tallies tallies;
    private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<Long, Span> steps = new ConcurrentHashMap<>();

    RunSpans(Telemetry telemetry, ConfigurableEnvironment environment, Runs runs, Tallies tallies) {
        this.tracer = telemetry.tracer();
        this.caller = CallersTrace.in(environment);
        this.runs = runs;
        this.tallies = tallies;
    }

    /** The span of a job that is at work, and that of its step. */
    private static final class Attempt {
        final Span span;
        volatile Span step;

        Attempt(Span span) {
            this.span = span;
            this.step = span;
        }
    }

    @Override
    public void beforeJob(JobExecution job) {
        long number = RunSettings.runOf(job.getJobParameters());
        Span span = begin("run", caller);
        span.setAttribute("handover.run", number);
        span.setAttribute("handover.attempt", RunSettings.attemptOf(job.getJobParameters()));
        attempts.put(job.getId(), new Attempt(span));
        ifTheDatabaseAnswers(() -> {
            Run run = runs.get(number);
            span.setAttribute("handover.mode", run.mode().word());
            span.setAttribute("handover.sha256", run.sha256());
        });
    }

    @Override
    public void beforeStep(StepExecution step) {
        Attempt attempt = Objects.requireNonNull(attempts.get(step.getJobExecutionId()));
        String[] nameAndRange = step.getStepName().split(":", 2);
        if (nameAndRange.length == 1) {
            attempt.step = begin(nameAndRange[0], Context.root().with(attempt.span));
            steps.put(step.getId(), attempt.step);
        } else {
            Span span = begin(nameAndRange[0], Context.root().with(attempt.step));
            span.setAttribute("handover.range", nameAndRange[1]);
            steps.put(step.getId(), span);
        }
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        Span span = steps.remove(step.getId());
        if (span != null) {
            tellEnd(span, step.getStatus(), step.getFailureExceptions());
            span.end();
        }
        return null;
    }

    @Override
    public void afterJob(JobExecution job) {
        Span span = Objects.requireNonNull(attempts.remove(job.getId())).span;
        tellEnd(span, job.getStatus(), job.getAllFailureExceptions());
        if (job.getStatus() == BatchStatus.COMPLETED) {
            long number = RunSettings.runOf(job.getJobParameters());
            ifTheDatabaseAnswers(() -> {
                span.setAttribute(STATUS, runs.get(number).status().name());
                tell(span, tallies.of(number));
            });
        }
        span.end();
        MDC.remove(TRACE_OF_LOG);
    }

    private Span begin(String name, Context parent) {
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        MDC.put(TRACE_OF_LOG, span.getSpanContext().getTraceId());
        return span;
    }

    private static void tellEnd(Span span, BatchStatus status, List<Throwable> failures) {
        span.setAttribute(STATUS, status.name());
        if (status.isUnsuccessful()) {
            span.setStatus(StatusCode.ERROR);
            for (Throwable failure : failures) {
                String type = NestedExceptionUtils.getMostSpecificCause(failure)
                        .getClass()
                        .getName();
                span.setAttribute("error.type", type);
                span.addEvent("exception", Attributes.of(EXCEPTION_TYPE, type));
            }
        }
    }

    private static void tell(Span span, Counts counts) {
        span.setAttribute("handover.requests.read", counts.read());
        span.setAttribute("handover.requests.assigned", counts.assigned());
        span.setAttribute("handover.requests.unchanged", counts.unchanged());
        span.setAttribute("handover.requests.deferred", counts.deferred());
        span.setAttribute("handover.requests.rejected", counts.rejected());
    }

    /** Where it does not, a span tells less, and the run finds out by itself. */
    private static void ifTheDatabaseAnswers(Runnable question) {
        try {
            question.run();
        } catch (DataAccessException silent) {
            LoggerFactory.getLogger(RunSpans.class).debug("A span tells less than it could.", silent);
        }
    }
}
