package io.handover.database;

import de.bytefish.pgbulkinsert.exceptions.BinaryWriteFailedException;
import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import de.bytefish.pgbulkinsert.pgsql.constants.ObjectIdentifier;
import de.bytefish.pgbulkinsert.pgsql.handlers.ByteArrayValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.CollectionValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.IValueHandler;
import de.bytefish.pgbulkinsert.pgsql.handlers.StringValueHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Rows on their way into a table by COPY in its binary form, within the transaction that the calling thread is in.
 * Nothing of them is there before {@link #finish}; a copy that is closed without it is given up and spoils the
 * transaction.
 */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final IValueHandler<String> TEXT = new StringValueHandler();
    private static final IValueHandler<byte[]> BYTES = new ByteArrayValueHandler();
    private static final IValueHandler<List<String>> TEXTS = new CollectionValueHandler<>(ObjectIdentifier.Text, TEXT);

    private final String sql;
    private final PGCopyOutputStream copy;
    private final PgBinaryWriter rows;
    private boolean finished;

    private CopyRows(String sql, PGCopyOutputStream copy) {
        this.sql = sql;
        this.copy = copy;
        this.rows = new PgBinaryWriter(copy, BUFFER_BYTES);
    }

    /**
     * Begins a copy.
     *
     * @param sql {@code COPY table (columns) FROM STDIN WITH (FORMAT binary)}
     */
    public static CopyRows begin(DataSource database, String sql) {
        try {
            Connection connection = DataSourceUtils.getConnection(database);
            return new CopyRows(sql, new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, BUFFER_BYTES));
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    /**
     * Adds a row. What a value is decides what its column must be: a {@code Long} is a bigint, an {@code Integer} an
     * integer, a {@code Boolean} a boolean, a {@code byte[]} a bytea, a {@code String} a text, a {@code String[]} a
     * text[]; null is null in each of them.
     */
    public void add(@Nullable Object... values) {
        try {
            rows.startRow(values.length);
            for (Object value : values) {
                write(value);
            }
        } catch (BinaryWriteFailedException e) {
            throw failure(e);
        }
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            rows.writeNull();
        } else if (value instanceof String text) {
            rows.write(TEXT, text);
        } else if (value instanceof Long number) {
            rows.writeLong(number);
        } else if (value instanceof Integer number) {
            rows.writeInt(number);
        } else if (value instanceof Boolean truth) {
            rows.writeBoolean(truth);
        } else if (value instanceof String[] texts) {
            rows.write(TEXTS, List.of(texts));
        } else if (value instanceof byte[] bytes) {
            rows.write(BYTES, bytes);
        } else {
            throw new IllegalArgumentException("No column takes a " + value.getClass() + ".");
        }
    }

    /** Ends the copy; the rows are there for the rest of the transaction. */
    public void finish() {
        try {
            rows.close();
            finished = true;
        } catch (BinaryWriteFailedException e) {
            throw failure(e);
        }
    }

    /** Gives the copy up, unless it is finished. */
    @Override
    public void close() {
        try {
            if (!finished && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    /** Callers look for what the server said, which is wrapped once by the driver and once by the writer. */
    private RuntimeException failure(BinaryWriteFailedException e) {
        return Causes.find(SQLException.class, List.of(e))
                .<RuntimeException>map(said -> new UncategorizedSQLException("copy", sql, said))
                .orElse(e);
    }
}
