package io.handover.run;

import io.handover.ledger.Run;
import io.handover.ledger.Runs;
import io.handover.ledger.SealRun;
import io.handover.notify.AnnounceRun;
import io.handover.report.Reports;
import io.handover.report.WriteReports;
import java.time.Clock;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * The job, from top to bottom: a file of requests comes in, orders move, reports go out. Its only identifying
 * parameter is the run number, so that a run is one Batch instance however often it is taken up again.
 */
@Configuration(proxyBeanMethods = false)
class ReassignOrdersJob {
    static final String NAME = "reassign-orders";

    private static final String TOO_MANY_REJECTED = "more requests were rejected than allowed, so nothing was applied";
    private static final String STEP_EXECUTION = "#{stepExecution}";

    private final JobParts parts;
    private final PlatformTransactionManager transactions;

    ReassignOrdersJob(JobParts parts, PlatformTransactionManager transactions) {
        this.parts = parts;
        this.transactions = transactions;
    }

    @Bean
    Job reassignOrders(
            Step stageRequestsStep,
            Step matchOrdersStep,
            Step assignOrdersStep,
            Step sealRunStep,
            Step writeReportsStep) {
        return parts.job(NAME)
                .start(stageRequestsStep)
                .next(matchOrdersStep)
                .next(assignOrdersStep)
                .next(sealRunStep)
                .next(writeReportsStep)
                .build();
    }

    @Bean
    Step stageRequestsStep(StageRequests stage) {
        return parts.step("stage-requests")
                .tasklet(stage, transactions)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step matchOrdersStep(MatchOrders match) {
        return parts.step("match-orders")
                .tasklet(match, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step assignOrdersStep(Partitioner orderRanges, TaskExecutorPartitionHandler workers) {
        return parts.step("assign-orders")
                .partitioner("assign-range", orderRanges)
                .partitionHandler(workers)
                .build();
    }

    @Bean
    @StepScope
    OrderRanges orderRanges(JdbcClient database, Progress progress, @Value(STEP_EXECUTION) StepExecution step) {
        var parameters = step.getJobParameters();
        return new OrderRanges(database, RunSettings.runOf(parameters), RunSettings.attemptOf(parameters), progress);
    }

    @Bean
    @StepScope
    TaskExecutorPartitionHandler workers(
            AssignRange assignRange, Runs runs, @Value(STEP_EXECUTION) StepExecution step) {
        var parameters = step.getJobParameters();
        // What is applied in one transaction is applied by one worker.
        long run = RunSettings.runOf(parameters);
        boolean alone = runs.get(run).isAllOrNothing();
        int workers = alone ? 1 : RunSettings.of(parameters).workers();
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("assign-");
        threads.setConcurrencyLimit(workers);
        threads.setTaskDecorator(work -> LogOfRun.of(run, work));
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
        handler.setStep(assignRange);
        handler.setTaskExecutor(threads);
        handler.setGridSize(workers);
        return handler;
    }

    @Bean
    Step sealRunStep(Fence fence, SealRun seal, Progress progress) {
        return parts.step("seal-run")
                .tasklet(
                        (contribution, context) -> {
                            var parameters = contribution.getStepExecution().getJobParameters();
                            progress.begin("sealing the outcomes", Progress.UNKNOWN);
                            fence.hold(parameters);
                            seal.seal(RunSettings.runOf(parameters), RunSettings.attemptOf(parameters));
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    @Bean
    Step writeReportsStep(
            Fence fence, WriteReports reports, Runs runs, AnnounceRun announce, Clock clock, Progress progress) {
        return parts.step("write-reports")
                .tasklet(
                        (contribution, context) -> {
                            var parameters = contribution.getStepExecution().getJobParameters();
                            long run = RunSettings.runOf(parameters);
                            RunSettings settings = RunSettings.of(parameters);
                            progress.begin("writing the reports", Progress.UNKNOWN);
                            fence.hold(parameters);
                            Reports written = reports.write(run, settings.out(), settings.results());
                            boolean withheld = runs.get(run).withheld();
                            runs.ended(
                                    run,
                                    RunSettings.attemptOf(parameters),
                                    withheld ? Run.Status.REFUSED : Run.Status.COMPLETED,
                                    clock.instant(),
                                    withheld ? TOO_MANY_REJECTED : null);
                            announce.over(run, written);
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }
}
