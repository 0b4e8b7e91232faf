package io.handover.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The months whose outcomes are no longer in the ledger. */
@Repository
public class DetachedPeriods {
    private static final String ALL = """
            SELECT period, export, sha256
            FROM detached_periods
            ORDER BY period
            """;

    private static final String HAS_RUN = """
            SELECT EXISTS (SELECT
                           FROM runs r
                           JOIN detached_periods d ON d.period = r.period
                           WHERE r.id = :run)
            """;

    private static final String DETACH = """
            SELECT detach_period(:period, :export, :sha256)
            """;

    private final JdbcClient database;

    DetachedPeriods(JdbcClient database) {
        this.database = database;
    }

    /**
     * A month that is not in the ledger any more.
     *
     * @param export name of the file that has it
     * @param sha256 of that file, 64 hexadecimal digits
     */
    public record Detached(YearMonth period, String export, String sha256) {}

    /** Returns them in their order. */
    public List<Detached> all() {
        return database.sql(ALL)
                .query((row, number) -> new Detached(
                        YearMonth.from(Objects.requireNonNull(row.getObject("period", LocalDate.class))),
                        row.getString("export"),
                        row.getString("sha256")))
                .list();
    }

    /** Whether the outcomes of a run are no longer in the ledger. */
    public boolean hasRun(long run) {
        return database.sql(HAS_RUN).param("run", run).query(Boolean.class).single();
    }

    /** Takes a month, which must be over for long and all of whose runs are pruned, out of the ledger. */
    public void detach(Detached month) {
        database.sql(DETACH)
                .param("period", month.period().atDay(1))
                .param("export", month.export())
                .param("sha256", month.sha256())
                .query()
                .singleRow();
    }
}
