package io.handover.ledger;

import io.handover.database.Locks;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import io.handover.ledger.Run.Status;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs, past and present. */
@Repository
public class Runs {
    private static final String FIND = """
            SELECT *
            FROM runs
            WHERE id = :run
            """;

    private static final String FIND_LATEST_OF_SAME = """
            SELECT *
            FROM runs
            WHERE sha256 = :sha256
              AND mode = :mode
              AND requester = :requester
              AND terms_version IS NOT DISTINCT FROM :terms
              AND status <> 'REFUSED'
            ORDER BY id DESC
            LIMIT 1
            """;

    private static final String LIST = """
            SELECT *
            FROM runs
            ORDER BY id DESC
            LIMIT :limit
            """;

    private static final String OWNED = """
            SELECT objid::bigint
            FROM pg_locks
            WHERE locktype = 'advisory'
              AND classid::bigint = :runs
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    // The lock that the caller holds makes numbers without gaps safe.
    private static final String ADD = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, terms_version,
                              terms_accepted, started_by, started, program_version)
            SELECT coalesce(max(id), 0) + 1, :mode, 'RUNNING', :inputName, :inputBytes, :sha256, :requester, :terms,
                   :accepted, :startedBy, :started, :programVersion
            FROM runs
            RETURNING *
            """;

    private static final String STAGED = """
            UPDATE runs
            SET columns = :columns, requested = :requested, longest = :longest
            WHERE id = :run
            """;

    // A process that has lost a run may still have transactions open, or wait in one; whoever takes the run over would
    // wait for those.
    private static final String END_SESSIONS_OF_FORMER_OWNER = """
            SELECT pg_terminate_backend(s.pid)
            FROM runs r
            JOIN pg_stat_activity s ON s.application_name = r.owner
            WHERE r.id = :run
              AND r.owner <> current_setting('application_name')
              AND s.datname = current_database()
              AND s.usename = current_user
            """;

    private static final String TAKE_UP = """
            UPDATE runs
            SET status = 'RUNNING', ended = NULL, cause = NULL, attempt = attempt + 1,
                owner = current_setting('application_name')
            WHERE id = :run
            RETURNING attempt
            """;

    private static final String HOLD = """
            SELECT attempt
            FROM runs
            WHERE id = :run
            FOR SHARE
            """;

    private static final String ENDED = """
            UPDATE runs
            SET status = :status, ended = greatest(:ended, started), cause = :cause, owner = NULL
            WHERE id = :run
              AND attempt = :attempt
            """;

    private final JdbcClient database;

    Runs(JdbcClient database) {
        this.database = database;
    }

    /** Returns the run. */
    public Optional<Run> find(long run) {
        return database.sql(FIND).param("run", run).query(Runs::read).optional();
    }

    /** Returns the run, which must be there. */
    public Run get(long run) {
        return find(run).orElseThrow(() -> new IllegalStateException("There is no run " + run + "."));
    }

    /** Returns the latest run that was asked the same of the same bytes and not refused. */
    public Optional<Run> latestOfSame(String sha256, Mode mode, String requester, @Nullable String terms) {
        return database.sql(FIND_LATEST_OF_SAME)
                .param("sha256", sha256)
                .param("mode", mode.word())
                .param("requester", requester)
                .param("terms", terms, java.sql.Types.VARCHAR)
                .query(Runs::read)
                .optional();
    }

    /** Returns the latest runs, the latest first. */
    public List<Run> latest(int limit) {
        return database.sql(LIST).param("limit", limit).query(Runs::read).list();
    }

    /** Returns which runs a process is working on at this moment. */
    public Set<Long> owned() {
        return database.sql(OWNED)
                .param("runs", (long) Locks.RUN)
                .query((row, number) -> row.getLong(1))
                .set();
    }

    /**
     * Adds a run, RUNNING, under the next number, which it returns with it. The caller's transaction must hold
     * {@link Locks#NEW_RUN}.
     */
    public Run add(
            Mode mode,
            String inputName,
            long inputBytes,
            String sha256,
            String requester,
            @Nullable AcceptedTerms terms,
            String startedBy,
            Instant started,
            String programVersion) {
        return database.sql(ADD)
                .param("mode", mode.word())
                .param("inputName", inputName)
                .param("inputBytes", inputBytes)
                .param("sha256", sha256)
                .param("requester", requester)
                .param("terms", terms == null ? null : terms.version(), java.sql.Types.VARCHAR)
                .param(
                        "accepted",
                        terms == null ? null : terms.accepted().atOffset(ZoneOffset.UTC),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("startedBy", startedBy)
                .param("started", started.atOffset(ZoneOffset.UTC))
                .param("programVersion", programVersion)
                .query(Runs::read)
                .single();
    }

    /** Keeps what was found in the input: its columns, how many requests it holds, and how long the longest is. */
    public void staged(long run, List<String> columns, int requested, int longest) {
        database.sql(STAGED)
                .param("run", run)
                .param("columns", columns.toArray(String[]::new))
                .param("requested", requested)
                .param("longest", longest)
                .update();
    }

    /**
     * Keeps that a run is at work again, ends the sessions of the process that had it before if that has not given it
     * up, and returns the number of this attempt. From then on whoever took the run up before can write nothing more.
     */
    public int takeUp(long run) {
        database.sql(END_SESSIONS_OF_FORMER_OWNER)
                .param("run", run)
                .query(Boolean.class)
                .list();
        return database.sql(TAKE_UP).param("run", run).query(Integer.class).single();
    }

    /**
     * Whether this attempt is still the one that may write to the run. It remains so until the caller's transaction
     * ends: whoever takes the run over waits for that.
     */
    public boolean hold(long run, int attempt) {
        return database.sql(HOLD).param("run", run).query(Integer.class).single() == attempt;
    }

    /** Keeps how an attempt at a run has ended, unless the run was taken over. */
    public void ended(long run, int attempt, Status status, Instant ended, @Nullable String cause) {
        database.sql(ENDED)
                .param("run", run)
                .param("attempt", attempt)
                .param("status", status.name())
                .param("ended", ended.atOffset(ZoneOffset.UTC))
                .param("cause", cause, java.sql.Types.VARCHAR)
                .update();
    }

    private static Run read(ResultSet row, int number) throws SQLException {
        String terms = row.getString("terms_version");
        Timestamp accepted = row.getTimestamp("terms_accepted");
        Timestamp ended = row.getTimestamp("ended");
        Array columns = row.getArray("columns");
        return new Run(
                row.getLong("id"),
                Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                Status.valueOf(row.getString("status")),
                row.getString("input_name"),
                row.getLong("input_bytes"),
                row.getString("sha256"),
                row.getString("requester"),
                terms == null || accepted == null ? null : new AcceptedTerms(terms, accepted.toInstant()),
                row.getString("started_by"),
                row.getTimestamp("started").toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("program_version"),
                columns == null ? null : List.of((String[]) columns.getArray()),
                row.getObject("requested", Integer.class),
                row.getObject("longest", Integer.class),
                row.getString("cause"));
    }
}
