package io.handover.races;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The notes that a database takes of a race by itself: of every fact that is changed, with the transaction that did it;
 * of every chunk, with what it could see when it added its outcomes; and of what could be seen at many moments. A
 * transaction that is given up leaves none.
 */
final class Notes {
    /** What sessions that work by hand call themselves. */
    static final String BY_HAND = "by hand";

    private static final String TABLES = """
            CREATE TABLE notes_of_facts (
                number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
                by_hand     boolean NOT NULL DEFAULT current_setting('application_name') = 'by hand',
                fact        text NOT NULL,
                gone        boolean NOT NULL,
                state       jsonb NOT NULL
            );
            CREATE TABLE notes_of_moments (
                transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
                snapshot    pg_snapshot NOT NULL DEFAULT pg_current_snapshot(),
                noted       timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE INDEX ON notes_of_moments (noted);
            CREATE TABLE notes_of_chunks (
                transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
                snapshot    pg_snapshot NOT NULL DEFAULT pg_current_snapshot(),
                began       timestamptz NOT NULL DEFAULT now(),
                run_id      bigint NOT NULL,
                records     integer[] NOT NULL
            );
            """;

    // Rows of one key are noted in the order of their commits: who changes a row holds it until the commit.
    private static final String FUNCTIONS = """
            CREATE FUNCTION note_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO notes_of_facts (fact, gone, state)
                SELECT TG_TABLE_NAME, TG_OP = 'DELETE', to_jsonb(changed)
                FROM changed;
                INSERT INTO notes_of_moments DEFAULT VALUES;
                RETURN NULL;
            END
            $$;
            CREATE FUNCTION note_chunk() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO notes_of_chunks (run_id, records)
                SELECT run_id, array_agg(record)
                FROM changed
                GROUP BY run_id;
                RETURN NULL;
            END
            $$;
            """;

    private static final String TRIGGERS = """
            DO $$
            DECLARE
                fact text;
            BEGIN
                FOREACH fact IN ARRAY ARRAY['orders', 'accounts', 'people', 'order_access'] LOOP
                    EXECUTE format('CREATE TRIGGER note_inserted AFTER INSERT ON %I '
                        'REFERENCING NEW TABLE AS changed EXECUTE FUNCTION note_facts()', fact);
                    EXECUTE format('CREATE TRIGGER note_updated AFTER UPDATE ON %I '
                        'REFERENCING NEW TABLE AS changed EXECUTE FUNCTION note_facts()', fact);
                    EXECUTE format('CREATE TRIGGER note_deleted AFTER DELETE ON %I '
                        'REFERENCING OLD TABLE AS changed EXECUTE FUNCTION note_facts()', fact);
                END LOOP;
                CREATE TRIGGER note_chunk AFTER INSERT ON outcomes
                    REFERENCING NEW TABLE AS changed EXECUTE FUNCTION note_chunk();
                EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''100ms''', current_database());
            END
            $$
            """;

    private Notes() {}

    /** Takes notes from now on; the tables of facts must be empty. Deadlocks are found sooner than usual, too. */
    static void begin(JdbcClient database) {
        database.sql(TABLES).update();
        database.sql(FUNCTIONS).update();
        database.sql(TRIGGERS).update();
    }
}
