package io.handover.ledger;

import io.handover.database.Locks;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
            SELECT x.record, x.line, x.requester, x.reference, x.justification, x.case_number,
                   x.status, array_to_string(x.codes, ';') AS codes, x.message, o.sales_order_number,
                   f.domain AS from_account, fv.name AS from_virtual_account,
                   t.domain AS to_account, tv.name AS to_virtual_account
            FROM outcomes x
            LEFT JOIN orders o ON o.id = x.order_id
            LEFT JOIN accounts f ON f.id = x.from_account_id
            LEFT JOIN virtual_accounts fv ON fv.id = x.from_virtual_account_id
            LEFT JOIN accounts t ON t.id = x.to_account_id
            LEFT JOIN virtual_accounts tv ON tv.id = x.to_virtual_account_id
            WHERE x.run_id = :run
            ORDER BY x.record
            """;

    private static final String ADD = """
            INSERT INTO seals (run_id, number, outcomes, root, previous, seal, sealed)
            VALUES (:run, :number, :outcomes, :root, :previous, :seal, :sealed)
            """;

    private static final int FIRST_TEXT_COLUMN = 3;
    private static final int LAST_TEXT_COLUMN = 14;
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
        database.sql(LEAVES).withFetchSize(ROWS_PER_FETCH).param("run", run).query((RowCallbackHandler)
                row -> tree.add(leaf(run, row)));
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

    /** A leaf: run, record and line as eight bytes each, then texts, each with its length in bytes before it, -1 for null. */
    private static byte[] leaf(long run, ResultSet row) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream leaf = new DataOutputStream(bytes)) {
            leaf.writeLong(run);
            leaf.writeLong(row.getLong("record"));
            leaf.writeLong(row.getLong("line"));
            for (int column = FIRST_TEXT_COLUMN; column <= LAST_TEXT_COLUMN; column++) {
                String text = row.getString(column);
                if (text == null) {
                    leaf.writeInt(-1);
                } else {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    leaf.writeInt(utf8.length);
                    leaf.write(utf8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
