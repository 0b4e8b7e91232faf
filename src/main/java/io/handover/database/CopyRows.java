package io.handover.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Rows on their way into a table by COPY in its
 * <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY-FORMAT">binary form</a>, within the
 * transaction that the calling thread is in. Nothing of them is there before {@link #finish}; a copy that is closed
 * without it is given up and spoils the transaction.
 */
public final class CopyRows implements AutoCloseable {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NULL = -1;

    /** Number of the type of an array's elements. */
    private static final int TEXT = 25;

    /** From when the server counts days and microseconds. */
    private static final LocalDate YEAR_2000 = LocalDate.of(2000, 1, 1);

    private static final Instant START_OF_2000 =
            YEAR_2000.atStartOfDay(ZoneOffset.UTC).toInstant();

    private final String sql;
    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private CopyRows(String sql, CopyIn copy) {
        this.sql = sql;
        this.copy = copy;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /**
     * Begins a copy.
     *
     * @param sql {@code COPY table (columns) FROM STDIN WITH (FORMAT binary)}
     */
    public static CopyRows begin(DataSource database, String sql) {
        try {
            Connection connection = DataSourceUtils.getConnection(database);
            return new CopyRows(
                    sql, connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    /**
     * Adds a row. What a value is decides what its column must be: a {@code Long} is a bigint, an {@code Integer} an
     * integer, a {@code Boolean} a boolean, a {@code byte[]} a bytea, a {@code LocalDate} a date, an {@code Instant} a
     * timestamptz, a {@code String} a text, a {@code String[]} a
     * text[]; null is null in each of them.
     */
    public void add(@Nullable Object... values) {
        room(Short.BYTES).putShort((short) values.length);
        for (Object value : values) {
            put(value);
        }
        if (buffer.position() >= BUFFER_BYTES / 2) {
            send();
        }
    }

    private void put(@Nullable Object value) {
        if (value == null) {
            room(Integer.BYTES).putInt(NULL);
        } else if (value instanceof String text) {
            put(text);
        } else if (value instanceof Long number) {
            room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(number);
        } else if (value instanceof Integer number) {
            room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(number);
        } else if (value instanceof Boolean truth) {
            room(Integer.BYTES + 1).putInt(1).put((byte) (truth ? 1 : 0));
        } else if (value instanceof LocalDate date) {
            room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt((int) ChronoUnit.DAYS.between(YEAR_2000, date));
        } else if (value instanceof Instant time) {
            room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(ChronoUnit.MICROS.between(START_OF_2000, time));
        } else if (value instanceof String[] texts) {
            put(texts);
        } else if (value instanceof byte[] bytes) {
            put(bytes);
        } else {
            throw new IllegalArgumentException("No column takes a " + value.getClass() + ".");
        }
    }

    private void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] bytes) {
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    /** Length in bytes, dimensions, whether there are nulls, type of the elements, their number, the first's index. */
    private void put(String[] texts) {
        int length = room(6 * Integer.BYTES).position();
        buffer.putInt(0).putInt(1).putInt(0).putInt(TEXT).putInt(texts.length).putInt(1);
        for (String text : texts) {
            put(text);
        }
        buffer.putInt(length, buffer.position() - length - Integer.BYTES);
    }

    /** Returns the buffer, with room for so many bytes more. */
    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity() + bytes).put(buffer.flip());
        }
        return buffer;
    }

    private void send() {
        try {
            copy.writeToCopy(buffer.array(), 0, buffer.position());
            buffer.clear();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    /** Ends the copy; the rows are there for the rest of the transaction. */
    public void finish() {
        room(Short.BYTES).putShort((short) NULL);
        send();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    /** Gives the copy up, unless it is finished. */
    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }
}
