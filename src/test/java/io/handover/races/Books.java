package io.handover.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.races.Chunk.RequestNumber;
import io.handover.races.History.OrderThen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All checks of one race that is over, made of its history and its ledger. */
final class Books {
    private static final int FAULTS_SHOWN = 5;

    private static final String ORDERS_NOW = """
            SELECT id, kind, status, export_status, partner, account_id, virtual_account_id, version, assigned_by_run
            FROM orders
            """;

    private static final String RUNS_THAT_DO_NOT_BALANCE = """
            SELECT count(*)
            FROM runs r
            WHERE r.status <> 'COMPLETED'
               OR r.requested <> (SELECT count(*) FROM requests q WHERE q.run_id = r.id)
               OR r.requested <> (SELECT count(*) FROM outcomes x WHERE x.run_id = r.id)
               OR r.requested <> (SELECT sum(t.requests) FROM tallies t WHERE t.run_id = r.id)
            """;

    private static final String SEALS_THAT_BALANCE = """
            SELECT count(*)
            FROM seals s
            WHERE s.outcomes = (SELECT count(*) FROM outcomes x WHERE x.run_id = s.run_id)
            """;

    final History history;
    final List<Chunk> chunks;
    final List<Decided> decided;
    private final Map<RequestNumber, Chunk> byRequest;
    private final JdbcClient database;

    Books(JdbcClient database) {
        this.database = database;
        this.history = History.read(database);
        this.chunks = Chunk.all(database);
        this.byRequest = Chunk.byRequest(chunks);
        this.decided = Decided.all(database);
    }

    void check() {
        assertThat(count(RUNS_THAT_DO_NOT_BALANCE)).isZero();
        assertThat(count("SELECT count(*) FROM runs")).isEqualTo(Race.RUNS);
        assertThat(count(SEALS_THAT_BALANCE)).isEqualTo(Race.RUNS);
        assertThat(decided)
                .hasSameSizeAs(byRequest.keySet())
                .hasSize(Math.toIntExact(count("SELECT sum(requested) FROM runs")));
        checkVerdicts();
        checkChains();
    }

    private void checkVerdicts() {
        VerdictCheck verdicts = new VerdictCheck(history);
        Faults faults = new Faults();
        for (Decided each : decided) {
            faults.add(verdicts.fault(each, Objects.requireNonNull(byRequest.get(each.number()))));
        }
        faults.assertNone("outcomes that facts forbid");
    }

    private void checkChains() {
        ChainCheck chains = new ChainCheck(chunks, byRequest, decided);
        Map<Long, OrderThen> now = new HashMap<>();
        database.sql(ORDERS_NOW).query(row -> {
            now.put(row.getLong("id"), History.order(row, 0));
        });
        assertThat(history.orders.keys()).isEqualTo(now.keySet());
        Faults faults = new Faults();
        now.forEach((order, state) -> faults.add(chains.fault(order, history.orders.of(order), state)));
        faults.assertNone("orders whose changes are no chain");
        assertThat(chains.movesNotMade()).isEmpty();
    }

    private long count(String query) {
        return database.sql(query).query(Long.class).single();
    }

    /** Collects what is wrong, and shows no more of it than somebody reads. */
    private static final class Faults {
        private final List<String> first = new ArrayList<>();
        private int total;

        void add(@Nullable String fault) {
            if (fault != null && ++total <= FAULTS_SHOWN) {
                first.add(fault);
            }
        }

        void assertNone(String what) {
            assertThat(total).as(what + ": " + String.join("\n", first)).isZero();
        }
    }
}
