package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.SealedOutcomes;
import io.handover.ledger.SealedRun;
import io.handover.ledger.SealedRuns;
import io.handover.ledger.Statement;
import io.handover.ledger.merkle.InclusionProof;
import io.handover.ledger.merkle.StreamedProof;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Makes the proof that an outcome is in the ledger, for each outcome of an order. */
@Component
public class ProveOutcomes {
    private static final String OF_ORDER = "SELECT " + SealedOutcomes.COLUMNS + """
            , x.run_id
            FROM outcomes x
            JOIN seals s ON s.run_id = x.run_id
            WHERE x.order_key IN (SELECT id
                                  FROM orders
                                  WHERE sales_order_number = :number
                                     OR web_order_number = :number)
            ORDER BY s.number, x.record
            """;

    private final JdbcClient database;
    private final SealedRuns runs;
    private final SealedOutcomes outcomes;

    ProveOutcomes(JdbcClient database, SealedRuns runs, SealedOutcomes outcomes) {
        this.database = database;
        this.runs = runs;
        this.outcomes = outcomes;
    }

    /**
     * An outcome, and what leads from it to the head.
     *
     * @param inRun audit path of the outcome in the tree of its run, from the leaf to the root
     * @param inLog audit path of the statement in the log, likewise
     */
    public record Proof(
            RecordedOutcome outcome, Statement statement, Head head, List<byte[]> inRun, List<byte[]> inLog) {}

    /** Returns the proofs of all outcomes of sealed runs for the orders that the number fits. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Proof> of(String orderNumber) {
        Log log = Log.of(runs.all());
        Map<Long, SealedRun> byRun = new HashMap<>();
        log.runs().forEach(each -> byRun.put(each.run().id(), each));
        return database
                .sql(OF_ORDER)
                .param("number", orderNumber)
                .query((row, number) -> SealedOutcomes.outcome(row.getLong("run_id"), row))
                .list()
                .stream()
                .map(outcome -> prove(outcome, Objects.requireNonNull(byRun.get(outcome.run())), log))
                .toList();
    }

    private Proof prove(RecordedOutcome outcome, SealedRun ofRun, Log log) {
        StreamedProof inRun = InclusionProof.of(outcome.record() - 1L, ofRun.outcomes());
        outcomes.forEachLeaf(outcome.run(), (record, leaf) -> inRun.add(leaf));
        StreamedProof inLog = InclusionProof.of(ofRun.number() - 1, log.head().size());
        log.leaves().forEach(inLog::add);
        return new Proof(outcome, ofRun.statement(), log.head(), inRun.hashes(), inLog.hashes());
    }
}
