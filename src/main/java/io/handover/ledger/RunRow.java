package io.handover.ledger;

import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import io.handover.ledger.Run.Status;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table of runs. */
final class RunRow {
    private RunRow() {}

    static Run read(ResultSet row, int number) throws SQLException {
        String sha256 = row.getString("sha256");
        String terms = row.getString("terms_version");
        Instant accepted = instant(row, "terms_accepted");
        Array columns = row.getArray("columns");
        String maxRejected = row.getString("max_rejected");
        return new Run(
                row.getLong("id"),
                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                Status.valueOf(row.getString("status")),
                row.getString("input_name"),
                sha256 == null ? null : new NewRun.InputBytes(row.getLong("input_bytes"), sha256),
                row.getObject("undoes", Long.class),
                instant(row, "expires_before"),
                row.getString("requester"),
                terms == null || accepted == null ? null : new AcceptedTerms(terms, accepted),
                row.getString("started_by"),
                row.getTimestamp("started").toInstant(),
                instant(row, "ended"),
                row.getString("program_version"),
                columns == null ? null : List.of((String[]) columns.getArray()),
                row.getObject("requested", Integer.class),
                row.getObject("longest", Integer.class),
                row.getString("cause"),
                maxRejected == null ? null : new RejectionLimit(maxRejected),
                row.getBoolean("withheld"),
                instant(row, "pruned"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
