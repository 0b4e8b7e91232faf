package io.handover.ledger;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The list of runs, a page at a time. */
@Repository
public class RunPages {
    // Every condition but that on the name, and the order, are those of an index, so that a page costs no more than it
    // holds. Of names that are rare all are looked at.
    static final String PAGE = """
            SELECT *
            FROM runs
            WHERE (started, id) < (:until, :before)
              AND started >= :since
              AND (:status::text IS NULL OR status = :status)
              AND (:atWork::boolean IS NULL OR (id = ANY(:owned)) = :atWork)
              AND (:requester::text IS NULL OR (requester = :requester AND requester <> ''))
              AND (:file::text IS NULL OR strpos(lower(input_name), lower(:file)) > 0)
            ORDER BY started DESC, id DESC
            LIMIT :limit
            """;

    private final JdbcClient database;

    RunPages(JdbcClient database) {
        this.database = database;
    }

    /**
     * Returns the first runs of the list, the latest first.
     *
     * @param owned which runs a process is working on
     */
    public List<Run> find(RunFilter filter, Set<Long> owned, int limit) {
        return page(database, PAGE, filter, owned, limit).query(RunRow::read).list();
    }

    /** Gives a statement its parameters. */
    static StatementSpec page(JdbcClient database, String sql, RunFilter filter, Set<Long> owned, int limit) {
        Instant until = filter.until();
        long beforeRun = 0;
        Run last = filter.before();
        if (last != null && (until == null || last.started().isBefore(until))) {
            until = last.started();
            beforeRun = last.id();
        }
        return database.sql(sql)
                .param("until", inUtc(until, OffsetDateTime.MAX))
                .param("before", beforeRun)
                .param("since", inUtc(filter.since(), OffsetDateTime.MIN))
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name(),
                        Types.VARCHAR)
                .param("atWork", filter.atWork(), Types.BOOLEAN)
                .param("owned", owned.toArray(Long[]::new))
                .param("requester", filter.requester(), Types.VARCHAR)
                .param("file", filter.file(), Types.VARCHAR)
                .param("limit", limit);
    }

    private static OffsetDateTime inUtc(@Nullable Instant instant, OffsetDateTime otherwise) {
        return instant == null ? otherwise : instant.atOffset(ZoneOffset.UTC);
    }
}
