package io.handover.ledger;

import io.handover.database.Locks;
import io.handover.ledger.merkle.MerkleTree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of runs: of each that is sealed the root over its outcomes, and over all of them the head. */
@Repository
public class Seals {
    private static final String OF_RUN = """
            SELECT number, outcomes, root, head, sealed
            FROM seals
            WHERE run_id = :run
            """;

    private static final String LAST = """
            SELECT number, outcomes, root, head, sealed
            FROM seals
            ORDER BY number DESC
            LIMIT 1
            """;

    private static final String LEAVES = """
            SELECT leaf
            FROM seals
            ORDER BY number
            """;

    private static final String ADD = """
            INSERT INTO seals (run_id, number, outcomes, root, leaf, head, sealed)
            VALUES (:run, :number, :outcomes, :root, :leaf, :head, :sealed)
            """;

    private static final int ROWS_PER_FETCH = 5_000;

    private final JdbcClient database;
    private final SealedOutcomes sealedOutcomes;
    private final Clock clock;

    Seals(JdbcClient database, SealedOutcomes sealedOutcomes, Clock clock) {
        this.database = database;
        this.sealedOutcomes = sealedOutcomes;
        this.clock = clock;
    }

    /**
     * Seals the outcomes of a run and adds it to the log, within the caller's transaction, which must be READ
     * COMMITTED: the last seal may have been committed while this one waited for its turn.
     */
    void add(Run run) {
        MerkleTree outcomes = new MerkleTree();
        sealedOutcomes.forEachLeaf(run.id(), (record, leaf) -> outcomes.add(leaf));
        int count = (int) outcomes.leaves();
        byte[] root = outcomes.root();
        Locks.take(database, Locks.SEAL);
        MerkleTree log = new MerkleTree();
        database.sql(LEAVES).withFetchSize(ROWS_PER_FETCH).query((RowCallbackHandler) row -> log.add(row.getBytes(1)));
        long number = log.leaves() + 1;
        Instant sealed = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] leaf = new Statement(number, run, count, HexFormat.of().formatHex(root), sealed).leaf();
        log.add(leaf);
        database.sql(ADD)
                .param("run", run.id())
                .param("number", number)
                .param("outcomes", count)
                .param("root", root)
                .param("leaf", leaf)
                .param("head", log.root())
                .param("sealed", sealed.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Returns the seal of a run, if it is sealed. */
    Optional<Seal> find(long run) {
        return database.sql(OF_RUN).param("run", run).query(Seals::read).optional();
    }

    /** Returns the seal of a run, which must be sealed. */
    public Seal get(long run) {
        return find(run).orElseThrow(() -> new IllegalStateException("Run " + run + " is not sealed."));
    }

    /** Returns the head of the log, as it is stored. */
    public Head head() {
        return database.sql(LAST)
                .query(Seals::read)
                .optional()
                .map(Seal::head)
                .orElseGet(() -> new Head(0, HexFormat.of().formatHex(new MerkleTree().root()), null));
    }

    private static Seal read(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Seal(
                row.getInt("outcomes"),
                hex.formatHex(row.getBytes("root")),
                new Head(
                        row.getLong("number"),
                        hex.formatHex(row.getBytes("head")),
                        row.getTimestamp("sealed").toInstant()));
    }
}
