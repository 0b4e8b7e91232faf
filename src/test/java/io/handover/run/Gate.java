package io.handover.run;

import io.handover.database.Locks;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the program up at a place of its work, from outside: a trigger waits there for a lock that the test holds, on a
 * session of its own, as long as the gate is closed.
 */
public final class Gate implements AutoCloseable {
    private static final int GATES = 1196573765;

    private static final String WAIT = """
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock_shared(1196573765, hashtext(TG_NAME));
                RETURN NEW;
            END
            $$
            """;

    private static final String CLOSE = "SELECT pg_advisory_lock(?, hashtext(?))";

    private static final String SOMEBODY_WAITS = """
            SELECT count(*)
            FROM pg_locks
            WHERE NOT granted
              AND pg_blocking_pids(pid) @> ARRAY[:gate]
            """;

    private static final String END_WHO_WAITS = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_locks
            WHERE NOT granted
              AND pg_blocking_pids(pid) @> ARRAY[:gate]
            """;

    /** A place where a trigger waits; what the trigger is called is the name of the place. */
    public enum Place {
        /** The run has its number, and nobody has seen it yet. */
        RUN_ADDED("BEFORE INSERT ON runs FOR EACH ROW"),
        STAGE_BEGINS("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name = 'stage-requests')"),
        STAGING("BEFORE INSERT ON requests FOR EACH ROW WHEN (NEW.record = 3000)"),
        MATCH_BEGINS("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name = 'match-orders')"),
        MATCHING("BEFORE INSERT ON matches FOR EACH ROW WHEN (NEW.record = 3000)"),
        ASSIGN_BEGINS("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name = 'assign-orders')"),
        PARTITIONING("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name LIKE 'assign-range:%')"),
        /** Orders, outcomes and restart position of a chunk are written. */
        CHUNK_WRITTEN("BEFORE UPDATE ON batch_step_execution FOR EACH ROW"
                + " WHEN (NEW.step_name LIKE 'assign-range:%' AND NEW.commit_count > OLD.commit_count)"),
        /** The server has been told to commit. */
        CHUNK_COMMITTING(
                "AFTER INSERT ON outcomes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW" + " WHEN (NEW.record % 500 = 0)"),
        SEAL_BEGINS("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name = 'seal-run')"),
        SEALING("BEFORE INSERT ON seals FOR EACH ROW"),
        SEAL_COMMITTING("AFTER INSERT ON seals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"),
        REPORTS_BEGIN("BEFORE INSERT ON batch_step_execution FOR EACH ROW WHEN (NEW.step_name = 'write-reports')"),
        REPORTS_WRITTEN("BEFORE UPDATE ON runs FOR EACH ROW WHEN (NEW.status = 'COMPLETED')"),
        COMPLETING("AFTER UPDATE ON runs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'COMPLETED')"),
        /** The run is completed; Batch is about to keep that its job is. */
        COMPLETED("BEFORE UPDATE ON batch_job_execution FOR EACH ROW WHEN (NEW.status = 'COMPLETED')");

        private final String event;

        Place(String event) {
            this.event = event;
        }

        private String trigger() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String sql() {
            return "CREATE %s %s %s EXECUTE FUNCTION wait_at_gate()"
                    .formatted(event.startsWith("AFTER") ? "CONSTRAINT TRIGGER" : "TRIGGER", trigger(), event);
        }
    }

    private final JdbcClient database;
    private final Connection session;
    private final int sessionsProcess;

    private Gate(Register register, String sql, Object... parameters) {
        this.database = register.sql;
        try {
            this.session = DriverManager.getConnection(
                    register.database().url(),
                    register.database().user(),
                    register.database().password());
            this.sessionsProcess = session.unwrap(PGConnection.class).getBackendPID();
            session.setAutoCommit(false);
            try (PreparedStatement statement = session.prepareStatement(sql)) {
                for (int at = 0; at < parameters.length; at++) {
                    statement.setObject(at + 1, parameters[at]);
                }
                statement.execute();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Builds all gates into a register; they stand open. */
    public static void build(Register register) {
        register.sql.sql(WAIT).update();
        for (Place place : Place.values()) {
            register.sql.sql(place.sql()).update();
        }
    }

    public static Gate closed(Register register, Place place) {
        return new Gate(register, CLOSE, GATES, place.trigger());
    }

    /** Holds up who wants to read a table: waits until nobody is at it. */
    static Gate closedTable(Register register, String table) {
        return new Gate(register, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }

    /** Holds up the chunks: waits until none is at work, and lets none begin. */
    static Gate betweenChunks(Register register) {
        return new Gate(register, "SELECT pg_advisory_lock(?, ?)", Locks.HANDOVER, Locks.FACTS);
    }

    /** Waits until somebody waits at the gate; returns false when that can no longer be. */
    public boolean awaitSomebody(BooleanSupplier canStillCome) throws InterruptedException {
        while (waiting() == 0) {
            if (!canStillCome.getAsBoolean()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return true;
    }

    /**
     * Gives the server time to notice that who waits at the gate is gone. It does not always: while it waits it reads
     * nothing, and where the client had more to send, the end of the connection stays behind that.
     */
    void letServerNotice() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(2);
        while (waiting() > 0 && Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Cuts the connections of who waits at the gate, and returns how many that were. */
    int cutWhoWaits() {
        return database.sql(END_WHO_WAITS)
                .param("gate", sessionsProcess)
                .query(Integer.class)
                .single();
    }

    int waiting() {
        return database.sql(SOMEBODY_WAITS)
                .param("gate", sessionsProcess)
                .query(Integer.class)
                .single();
    }

    /** Opens the gate. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
