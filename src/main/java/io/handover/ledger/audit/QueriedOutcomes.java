package io.handover.ledger.audit;

import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.SealedOutcomes;
import io.handover.ledger.SealedRun;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The outcomes that a query asks for, within the caller's transaction. */
@Repository
class QueriedOutcomes {
    private static final String CONDITIONS = """
              AND (:from::timestamptz IS NULL OR x.decided >= :from)
              AND (:until::timestamptz IS NULL OR x.decided < :until)
              AND (cardinality(:orders::text[]) = 0
                   OR x.sales_order_number = ANY (:orders)
                   OR x.web_order_number = ANY (:orders)
                   OR x.order_number = ANY (:orders))
              AND (cardinality(:accounts::text[]) = 0 OR x.from_account = ANY (:accounts) OR x.to_account = ANY (:accounts))
              AND (cardinality(:partners::text[]) = 0
                   OR EXISTS (SELECT FROM orders o WHERE o.id = x.order_key AND o.partner = ANY (:partners)))
              AND (cardinality(:requesters::text[]) = 0 OR lower(x.requester) = ANY (:requesters))
              AND (cardinality(:statuses::text[]) = 0 OR x.status = ANY (:statuses))
              AND (cardinality(:reasons::text[]) = 0 OR x.codes && :reasons::text[])
            """;

    private static final String COUNT = """
            SELECT x.run_id, count(*)
            FROM outcomes x
            WHERE x.run_id = ANY (:runs)
              AND x.period = ANY (:periods::date[])
            """ + CONDITIONS + """
            GROUP BY x.run_id
            """;

    private static final String ROWS = "SELECT " + SealedOutcomes.COLUMNS + """
            FROM outcomes x
            WHERE x.run_id = :run
              AND x.period = :period
            """ + CONDITIONS + """
            ORDER BY x.record
            """;

    /** What decides and what seals may go by clocks that differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private static final int ROWS_PER_FETCH = 2_000;

    private final JdbcClient database;

    QueriedOutcomes(JdbcClient database) {
        this.database = database;
    }

    /** Whether the query lets the run in, whatever it then takes of it. */
    static boolean letsIn(LedgerQuery query, SealedRun sealed) {
        Instant from = query.from();
        Instant until = query.until();
        return (query.runs().isEmpty() || query.runs().contains(sealed.run().id()))
                && (from == null || !sealed.sealed().plus(CLOCKS_DIFFER).isBefore(from))
                && (until == null || sealed.run().started().minus(CLOCKS_DIFFER).isBefore(until));
    }

    /** Returns how many outcomes of each of these runs the query takes; of none it has no entry. */
    Map<Long, Integer> count(LedgerQuery query, List<SealedRun> runs) {
        Map<Long, Integer> counts = new HashMap<>();
        with(query, database.sql(COUNT))
                .param("runs", runs.stream().map(each -> each.run().id()).toArray(Long[]::new))
                .param(
                        "periods",
                        runs.stream()
                                .map(each -> each.period().toString())
                                .distinct()
                                .toArray(String[]::new))
                .query((RowCallbackHandler) row -> counts.put(row.getLong(1), row.getInt(2)));
        return counts;
    }

    /** Returns the outcomes of a run that the query takes, a few of them at a time; to be closed. */
    Stream<RecordedOutcome> rows(LedgerQuery query, SealedRun sealed) {
        return with(query, database.sql(ROWS).withFetchSize(ROWS_PER_FETCH))
                .param("run", sealed.run().id())
                .param("period", sealed.period())
                .query((row, number) -> SealedOutcomes.outcome(sealed.run().id(), row))
                .stream();
    }

    private static StatementSpec with(LedgerQuery query, StatementSpec statement) {
        return statement
                .param("from", inUtc(query.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", inUtc(query.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("orders", array(query.orders()))
                .param("accounts", array(LedgerQuery.folded(query.accounts())))
                .param("partners", array(query.partners()))
                .param("requesters", array(LedgerQuery.folded(query.requesters())))
                .param("statuses", array(query.statuses()))
                .param("reasons", array(query.reasons()));
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime inUtc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
