package io.handover.database;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Rows on their way into a table by COPY, within the transaction that the calling thread is in. Nothing of them is
 * there before {@link #finish}; a copy that is closed without it is given up and spoils the transaction.
 */
public final class CopyRows implements AutoCloseable {
    private static final CSVFormat ROW = CSVFormat.POSTGRESQL_CSV
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setNullString("")
            .get();

    private final String sql;
    private final PGCopyOutputStream rows;
    private final CSVPrinter printer;
    private boolean finished;

    private CopyRows(String sql, PGCopyOutputStream rows) throws IOException {
        this.sql = sql;
        this.rows = rows;
        Writer text = new OutputStreamWriter(rows, StandardCharsets.UTF_8);
        this.printer = new CSVPrinter(text, ROW);
    }

    /**
     * Begins a copy.
     *
     * @param sql {@code COPY table (columns) FROM STDIN WITH (FORMAT csv)}
     */
    public static CopyRows begin(DataSource database, String sql) {
        try {
            Connection connection = DataSourceUtils.getConnection(database);
            return new CopyRows(sql, new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, 1 << 16));
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a row: the columns' values in their text form, null for null, an {@code Object[]} for an array. */
    public void add(@Nullable Object... values) {
        try {
            for (Object value : values) {
                printer.print(value instanceof Object[] elements ? arrayLiteral(elements) : value);
            }
            printer.println();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Ends the copy; the rows are there for the rest of the transaction. */
    public void finish() {
        try {
            printer.flush();
            rows.close();
            finished = true;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Gives the copy up, unless it is finished. */
    @Override
    public void close() {
        try {
            if (!finished && rows.isActive()) {
                rows.cancelCopy();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("copy", sql, e);
        }
    }

    private static String arrayLiteral(Object[] elements) {
        StringBuilder literal = new StringBuilder("{");
        for (Object element : elements) {
            literal.append(literal.length() > 1 ? ",\"" : "\"");
            String text = element.toString();
            for (int at = 0; at < text.length(); at++) {
                char character = text.charAt(at);
                if (character == '"' || character == '\\') {
                    literal.append('\\');
                }
                literal.append(character);
            }
            literal.append('"');
        }
        return literal.append('}').toString();
    }

    /** The driver wraps what the server says in an {@link IOException}; callers look for what the server said. */
    private RuntimeException failure(IOException e) {
        return e.getCause() instanceof SQLException cause
                ? new UncategorizedSQLException("copy", sql, cause)
                : new UncheckedIOException(e);
    }
}
