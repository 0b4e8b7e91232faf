package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB finds every value in an export, knowing of it what {@code docs/ledger-format.md} says and nothing else. */
class OtherReaderTest {
    private static final String CSV = """
            SELECT regexp_replace(COLUMNS(*), '^''(''*[=+\\-@\\t\\r])', '\\1')
            FROM read_csv(?, auto_detect = false, header = true, all_varchar = true, columns = {
              decided: 'VARCHAR', run: 'VARCHAR', line: 'VARCHAR', record: 'VARCHAR',
              reference: 'VARCHAR', requester: 'VARCHAR', order_number: 'VARCHAR', sales_order_number: 'VARCHAR',
              web_order_number: 'VARCHAR', from_account: 'VARCHAR', from_virtual_account: 'VARCHAR',
              to_account: 'VARCHAR', to_virtual_account: 'VARCHAR', status: 'VARCHAR', codes: 'VARCHAR',
              message: 'VARCHAR', justification: 'VARCHAR', case_number: 'VARCHAR', mode: 'VARCHAR',
              started_by: 'VARCHAR', program_version: 'VARCHAR', terms_version: 'VARCHAR'},
              delim = ',', quote = '"', escape = '"', new_line = '\\r\\n')
            """;

    private static final String JSON_LINES = """
            SELECT *
            FROM read_json(?, format = 'newline_delimited', columns = {
              decided: 'VARCHAR', run: 'BIGINT', line: 'BIGINT', record: 'INTEGER',
              reference: 'VARCHAR', requester: 'VARCHAR', order_number: 'VARCHAR', sales_order_number: 'VARCHAR',
              web_order_number: 'VARCHAR', from_account: 'VARCHAR', from_virtual_account: 'VARCHAR',
              to_account: 'VARCHAR', to_virtual_account: 'VARCHAR', status: 'VARCHAR', codes: 'VARCHAR',
              message: 'VARCHAR', justification: 'VARCHAR', case_number: 'VARCHAR', mode: 'VARCHAR',
              started_by: 'VARCHAR', program_version: 'VARCHAR', terms_version: 'VARCHAR'})
            """;

    private static final String PARQUET = """
            SELECT strftime(make_timestamp(epoch_us(decided)), '%Y-%m-%dT%H:%M:%S.%fZ') AS decided, * EXCLUDE (decided)
            FROM read_parquet(?)
            """;

    private static final String PARQUET_TYPES = """
            SELECT column_name || ' ' || column_type
            FROM (DESCRIBE SELECT * FROM read_parquet(?))
            """;

    @TempDir
    Path folder;

    @Test
    void findsEveryValueInCsv() throws IOException, SQLException {
        assertThat(found(ExportForm.CSV, CSV)).isEqualTo(expected());
    }

    @Test
    void findsEveryValueInJsonLines() throws IOException, SQLException {
        assertThat(found(ExportForm.JSONL, JSON_LINES)).isEqualTo(expected());
    }

    @Test
    void findsEveryValueInParquet() throws IOException, SQLException {
        assertThat(found(ExportForm.PARQUET, PARQUET)).isEqualTo(expected());
    }

    @Test
    void findsTheTypesInParquet() throws IOException, SQLException {
        assertThat(found(ExportForm.PARQUET, PARQUET_TYPES))
                .containsExactlyElementsOf(ExportColumn.IN_ORDER.stream()
                        .map(column -> column.columnName()
                                + switch (column.type()) {
                                    case TIME -> " TIMESTAMP WITH TIME ZONE";
                                    case LONG -> " BIGINT";
                                    case INT -> " INTEGER";
                                    case TEXT -> " VARCHAR";
                                })
                        .map(List::of)
                        .toList());
    }

    private static List<List<@Nullable String>> expected() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ExportedRow row : HostileRows.all()) {
            List<@Nullable String> texts = new ArrayList<>();
            for (ExportColumn column : ExportColumn.IN_ORDER) {
                Object value = column.of(row);
                texts.add(value == null ? null : column.type().text(value));
            }
            rows.add(texts);
        }
        return rows;
    }

    private List<List<@Nullable String>> found(ExportForm form, String query) throws IOException, SQLException {
        Path file = ExportedFiles.write(folder, form, ExportedFiles.bytes(form, HostileRows.all()));
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement statement = duckdb.prepareStatement(query)) {
            statement.setString(1, file.toString());
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<@Nullable String> texts = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        texts.add(result.getString(column));
                    }
                    rows.add(texts);
                }
            }
        }
        return rows;
    }
}
