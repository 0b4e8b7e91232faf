package io.handover.ledger;

import io.handover.database.Locks;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Run.Mode;
import io.handover.ledger.Run.Status;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

    private static final String KEEP = """
            SELECT *
            FROM runs
            WHERE id = :run
            FOR SHARE
            """;

    private static final String FIND_LATEST_OF_SAME = """
            SELECT *
            FROM runs
            WHERE sha256 = :sha256
              AND (mode = :mode OR withheld)
              AND requester = :requester
              AND terms_version IS NOT DISTINCT FROM :terms
              AND status <> 'REFUSED'
            ORDER BY id DESC
            LIMIT 1
            """;

    private static final String OWNED = """
            SELECT objid::bigint
            FROM pg_locks
            WHERE locktype = 'advisory'
              AND classid::bigint = :runs
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final String FIND_UNFINISHED_RETRY = """
            SELECT *
            FROM runs
            WHERE expires_before IS NOT NULL
              AND status <> 'COMPLETED'
            ORDER BY id DESC
            LIMIT 1
            """;

    private static final String FIND_UNFINISHED_UNDO = """
            SELECT *
            FROM runs
            WHERE undoes = :run
              AND mode = :mode
              AND status <> 'COMPLETED'
            ORDER BY id DESC
            LIMIT 1
            """;

    // The lock that the caller holds makes numbers without gaps safe.
    private static final String ADD = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, undoes, expires_before, requester,
                              terms_version, terms_accepted, started_by, started, period, program_version, max_rejected)
            SELECT coalesce(max(id), 0) + 1, :mode, 'RUNNING', :inputName, :inputBytes, :sha256, :undoes,
                   :expiresBefore, :requester, :terms, :accepted, :startedBy, :started, date_trunc('month', :started::timestamptz AT TIME ZONE 'UTC')::date, :programVersion, :maxRejected
            FROM runs
            RETURNING *
            """;

    private static final String OPEN_PERIOD = """
            SELECT open_period(period)
            FROM runs
            WHERE id = :run
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

    private static final String WITHHOLD = """
            UPDATE runs
            SET mode = 'preview', withheld = true
            WHERE id = :run
              AND attempt = :attempt
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
        return database.sql(FIND).param("run", run).query(RunRow::read).optional();
    }

    /** Returns the run, which must be there. */
    public Run get(long run) {
        return find(run).orElseThrow(() -> new IllegalStateException("There is no run " + run + "."));
    }

    /** Returns the run, which must be there, and of which nothing is pruned until the caller's transaction ends. */
    public Run keep(long run) {
        return database.sql(KEEP).param("run", run).query(RunRow::read).single();
    }

    /** Returns the latest run that was asked the same of the same bytes and not refused. */
    public Optional<Run> latestOfSame(String sha256, Mode mode, String requester, @Nullable String terms) {
        return database.sql(FIND_LATEST_OF_SAME)
                .param("sha256", sha256)
                .param("mode", mode.word())
                .param("requester", requester)
                .param("terms", terms, Types.VARCHAR)
                .query(RunRow::read)
                .optional();
    }

    /** Returns the run over deferred requests that has begun and not come to its end. */
    public Optional<Run> unfinishedRetry() {
        return database.sql(FIND_UNFINISHED_RETRY).query(RunRow::read).optional();
    }

    /** Returns the run that has begun to take back the moves of that one and not come to its end. */
    public Optional<Run> unfinishedUndo(long run, Mode mode) {
        return database.sql(FIND_UNFINISHED_UNDO)
                .param("run", run)
                .param("mode", mode.word())
                .query(RunRow::read)
                .optional();
    }

    /** Returns which runs a process is working on at this moment. */
    public Set<Long> owned() {
        return database.sql(OWNED)
                .param("runs", (long) Locks.RUN)
                .query((row, number) -> row.getLong(1))
                .set();
    }

    /**
     * Adds a run, RUNNING, under the next number, which it returns with it, and makes room for its outcomes. The caller's transaction must hold
     * {@link Locks#NEW_RUN}.
     */
    public Run add(NewRun run) {
        NewRun.InputBytes bytes = run.bytes();
        AcceptedTerms terms = run.terms();
        RejectionLimit maxRejected = run.maxRejected();
        Run added = database.sql(ADD)
                .param("mode", run.mode().word())
                .param("inputName", run.inputName())
                .param("inputBytes", bytes == null ? null : bytes.count(), Types.BIGINT)
                .param("sha256", bytes == null ? null : bytes.sha256(), Types.VARCHAR)
                .param("undoes", run.undoes(), Types.BIGINT)
                .param("expiresBefore", inUtc(run.expiresBefore()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("requester", run.requester())
                .param("terms", terms == null ? null : terms.version(), Types.VARCHAR)
                .param("accepted", inUtc(terms == null ? null : terms.accepted()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("startedBy", run.startedBy())
                .param("started", inUtc(run.started()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("programVersion", run.programVersion())
                .param("maxRejected", maxRejected == null ? null : maxRejected.text(), Types.VARCHAR)
                .query(RunRow::read)
                .single();
        database.sql(OPEN_PERIOD).param("run", added.id()).query().singleRow();
        return added;
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

    /**
     * Makes the run a preview, because more is rejected than was allowed.
     *
     * @return false when the run was taken over
     */
    public boolean withhold(long run, int attempt) {
        return database.sql(WITHHOLD)
                        .param("run", run)
                        .param("attempt", attempt)
                        .update()
                == 1;
    }

    /** Keeps how an attempt at a run has ended, unless the run was taken over. */
    public void ended(long run, int attempt, Status status, Instant ended, @Nullable String cause) {
        database.sql(ENDED)
                .param("run", run)
                .param("attempt", attempt)
                .param("status", status.name())
                .param("ended", inUtc(ended), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("cause", cause, Types.VARCHAR)
                .update();
    }

    private static @Nullable OffsetDateTime inUtc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
