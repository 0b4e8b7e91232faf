package io.handover.command;

import io.handover.run.Progress;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * What is behind the commands that need the database: the parts of the program, wired by Spring. What Spring Boot shall
 * configure is named, because to look for all that it could takes longer than to configure it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
// The filter leaves to each test what it adds for itself.
@ComponentScan(
        basePackages = "io.handover",
        excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class
})
class Application {
    /** Beside the workers' connections: one holds the run's lock, one counts, and Batch keeps its books on another. */
    private static final int CONNECTIONS_BESIDE_WORKERS = 4;

    /** Starts it; close it to let go of the database. */
    static ConfigurableApplicationContext start() {
        return start(1, true);
    }

    /** Starts it for a run with so many workers, which {@link OrderlyEnd} ends when the process is told to. */
    static ConfigurableApplicationContext startForRun(int workers) {
        return start(workers, false);
    }

    private static ConfigurableApplicationContext start(int workers, boolean closeWhenToldToEnd) {
        return new SpringApplicationBuilder(Application.class)
                .addCommandLineProperties(false)
                .registerShutdownHook(closeWhenToldToEnd)
                .properties(Map.of(
                        "handover.pool", workers + CONNECTIONS_BESIDE_WORKERS,
                        "handover.sessions", "handover " + UUID.randomUUID()))
                .run();
    }

    @Bean(destroyMethod = "end")
    Progress progress() {
        return progressOnStandardError();
    }

    static Progress progressOnStandardError() {
        return Terminal.isStandardError() && LogFormat.current() == LogFormat.text
                ? new ProgressBarOnTerminal()
                : new ProgressInLines();
    }
}
