package textbook;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.transform.PassThroughLineAggregator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.namedparam.SimplePropertySqlParameterSource;
import org.springframework.transaction.PlatformTransactionManager;

/** Three steps, each a reader, a processor and a writer: resolve the requests, carry them out, report what was refused. */
@Configuration
class TextbookJob {
    private static final int CHUNK = 1_000;

    private static final String INSERT_REQUEST = """
            INSERT INTO textbook_requests
                (order_number, account, folder, requester, order_id, version, account_id, folder_id, code)
            VALUES
                (:orderNumber, :account, :folder, :requester, :orderId, :version, :accountId, :folderId, :code)
            """;

    private static final String SELECT_REQUESTS = """
            SELECT line, order_id, version, account_id, folder_id, code
            FROM textbook_requests
            ORDER BY line
            """;

    private static final String UPDATE_ORDER = """
            UPDATE orders
            SET account_id = :accountId, virtual_account_id = :folderId, version = version + 1, assigned_by_run = 1
            WHERE id = :orderId AND version = :version
            """;

    private static final String INSERT_OUTCOME = """
            INSERT INTO textbook_outcomes (line, order_id, account_id, folder_id, code)
            VALUES (:line, :orderId, :accountId, :folderId, :code)
            """;

    private static final String SELECT_REFUSED = """
            SELECT r.order_number, r.account, r.folder, r.requester, o.code
            FROM textbook_outcomes o
            JOIN textbook_requests r USING (line)
            WHERE o.code <> ''
            ORDER BY line
            """;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final DataSource database;

    TextbookJob(JobRepository repository, PlatformTransactionManager transactions, DataSource database) {
        this.repository = repository;
        this.transactions = transactions;
        this.database = database;
    }

    @Bean
    Job reassign(Step resolve, Step assign, Step report) {
        return new JobBuilder("textbook", repository).start(resolve).next(assign).next(report).build();
    }

    @Bean
    Step resolve(FlatFileItemReader<Request> requestFile, ResolveRequest processor, JdbcBatchItemWriter<ResolvedRequest> requests) {
        return new StepBuilder("resolve", repository)
                .<Request, ResolvedRequest>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(requestFile)
                .processor(processor)
                .writer(requests)
                .build();
    }

    @Bean
    Step assign(JdbcCursorItemReader<Outcome> resolved, CompareRequests processor, ItemWriter<Outcome> ordersAndOutcomes) {
        return new StepBuilder("assign", repository)
                .<Outcome, Outcome>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(resolved)
                .processor(processor)
                .writer(ordersAndOutcomes)
                .build();
    }

    @Bean
    Step report(JdbcCursorItemReader<String> refused, FlatFileItemWriter<String> refusedFile) {
        return new StepBuilder("report", repository)
                .<String, String>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(refused)
                .writer(refusedFile)
                .build();
    }

    @Bean
    FlatFileItemReader<Request> requestFile(@Value("${textbook.requests}") String path) {
        return new FlatFileItemReaderBuilder<Request>()
                .name("requestFile")
                .resource(new FileSystemResource(path))
                .linesToSkip(1)
                .delimited()
                .names("orderNumber", "account", "folder", "requester")
                .targetType(Request.class)
                .build();
    }

    @Bean
    JdbcBatchItemWriter<ResolvedRequest> requests() {
        return writer(INSERT_REQUEST);
    }

    @Bean
    JdbcCursorItemReader<Outcome> resolved() {
        return new JdbcCursorItemReaderBuilder<Outcome>()
                .name("resolved")
                .dataSource(database)
                .fetchSize(CHUNK)
                .sql(SELECT_REQUESTS)
                .rowMapper(new DataClassRowMapper<>(Outcome.class))
                .build();
    }

    @Bean
    ItemWriter<Outcome> ordersAndOutcomes() {
        JdbcBatchItemWriter<Outcome> orders = writer(UPDATE_ORDER);
        JdbcBatchItemWriter<Outcome> outcomes = writer(INSERT_OUTCOME);
        return chunk -> {
            List<? extends Outcome> assigned =
                    chunk.getItems().stream().filter(Outcome::isAssigned).toList();
            orders.write(new Chunk<>(assigned));
            outcomes.write(chunk);
        };
    }

    @Bean
    JdbcCursorItemReader<String> refused() {
        return new JdbcCursorItemReaderBuilder<String>()
                .name("refused")
                .dataSource(database)
                .fetchSize(CHUNK)
                .sql(SELECT_REFUSED)
                .rowMapper((row, number) -> String.join(
                        ",", row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .build();
    }

    @Bean
    FlatFileItemWriter<String> refusedFile(@Value("${textbook.rejected}") String path) {
        return new FlatFileItemWriterBuilder<String>()
                .name("refusedFile")
                .resource(new FileSystemResource(path))
                .lineAggregator(new PassThroughLineAggregator<>())
                .build();
    }

    private <T> JdbcBatchItemWriter<T> writer(String sql) {
        JdbcBatchItemWriter<T> writer = new JdbcBatchItemWriterBuilder<T>()
                .dataSource(database)
                .sql(sql)
                .itemSqlParameterSourceProvider(SimplePropertySqlParameterSource::new)
                .build();
        writer.afterPropertiesSet();
        return writer;
    }
}
