package io.handover.ledger;

import io.handover.database.Locks;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain of seals. */
@Repository
public class Seals {
    private static final String LAST = """
            SELECT *
            FROM seals
            ORDER BY number DESC
            LIMIT 1
            """;

    private static final String OF_RUN = """
            SELECT *
            FROM seals
            WHERE run_id = :run
            """;

    private static final String LEAVES = """
            SELECT record, leaf
            FROM outcomes
            WHERE run_id = :run
            ORDER BY record
            """;

    private static final String ADD = """
            INSERT INTO seals (run_id, number, outcomes, root, previous, seal, sealed)
            VALUES (:run, :number, :outcomes, :root, :previous, :seal, :sealed)
            """;

    private static final int ROWS_PER_FETCH = 5_000;

    private final JdbcClient database;

    Seals(JdbcClient database) {
        this.database = database;
    }

    /**
     * Seals the outcomes of a run and chains the seal to the last one, within the caller's transaction, which must be
     * READ COMMITTED: the last seal may have been committed while this one waited for its turn.
     */
    public void add(long run, Instant sealed) {
        MerkleTree tree = new MerkleTree();
        database.sql(LEAVES).withFetchSize(ROWS_PER_FETCH).param("run", run).query((RowCallbackHandler) row -> {
            if (row.getInt(1) != tree.leaves() + 1) {
                throw new IllegalStateException(
                        "Run " + run + " has not one outcome for request " + (tree.leaves() + 1) + ".");
            }
            tree.add(row.getBytes(2));
        });
        byte[] root = tree.root();
        Locks.take(database, Locks.SEAL);
        Optional<Seal> last = database.sql(LAST).query(Seals::read).optional();
        byte @Nullable [] previous =
                last.map(Seal::seal).map(HexFormat.of()::parseHex).orElse(null);
        long number = last.map(Seal::number).orElse(0L) + 1;
        database.sql(ADD)
                .param("run", run)
                .param("number", number)
                .param("outcomes", (int) tree.leaves())
                .param("root", root)
                .param("previous", previous, java.sql.Types.BINARY)
                .param("seal", seal(previous, run, tree.leaves(), root))
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

    /** SHA-256 over the seal before (nothing for the first), run and count as eight bytes each, and the root. */
    private static byte[] seal(byte @Nullable [] previous, long run, long outcomes, byte[] root) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        if (previous != null) {
            sha256.update(previous);
        }
        sha256.update(ByteBuffer.allocate(16).putLong(run).putLong(outcomes).array());
        return sha256.digest(root);
    }

    private static Seal read(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        byte[] previous = row.getBytes("previous");
        return new Seal(
                row.getLong("number"),
                row.getInt("outcomes"),
                hex.formatHex(row.getBytes("root")),
                previous == null ? null : hex.formatHex(previous),
                hex.formatHex(row.getBytes("seal")),
                row.getTimestamp("sealed").toInstant());
    }
}
