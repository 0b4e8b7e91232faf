package io.handover.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The advisory locks of Handover: pairs of integers, as PostgreSQL's {@code pg_advisory_…(class, object)} takes them.
 * In one place, so that no two of them are ever the same.
 */
public final class Locks {
    private static final String TAKE = "SELECT pg_advisory_xact_lock(?, ?)";
    private static final String TAKE_SHARED = "SELECT pg_advisory_xact_lock_shared(?, ?)";

    /** Class of the locks of which there is one in a database. */
    public static final int HANDOVER = 1212238156;

    /** Class of the locks of which there is one for each run; the object is the run number. */
    public static final int RUN = 1212238157;

    /** Held shared by a chunk that decides, alone by whoever changes a fact (see {@code V003__facts_held_still.sql}). */
    public static final int FACTS = 1;

    /** Held while a run gets its number. */
    public static final int NEW_RUN = 2;

    /** Held while a run is added to the chain of seals. */
    public static final int SEAL = 3;

    private Locks() {}

    /** Waits for a lock of which there is one in a database, and holds it alone until the transaction ends. */
    public static void take(JdbcClient database, int lock) {
        database.sql(TAKE).params(HANDOVER, lock).query().singleRow();
    }

    /** As {@link #take}, but held together with others who take it shared. */
    public static void takeShared(JdbcClient database, int lock) {
        database.sql(TAKE_SHARED).params(HANDOVER, lock).query().singleRow();
    }
}
