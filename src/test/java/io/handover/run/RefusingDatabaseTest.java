package io.handover.run;

import io.handover.command.TestProgram.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that is there but refuses ends the run with a sentence that says what is the matter, and the same command
 * goes on once that is mended. One run after the other gets a little further.
 */
@Tag("long")
class RefusingDatabaseTest {
    private static final Duration IMPATIENT = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private FaultyRegister faulty;

    @BeforeEach
    void setUp() {
        faulty = new FaultyRegister(folder);
        execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'refused by the test' USING ERRCODE = TG_ARGV[0];
                END
                $$
                """);
    }

    @AfterEach
    void tearDown() {
        faulty.close();
    }

    @Test
    void saysWhatIsTheMatterAndIsTakenUpWhenThatIsMended(@TempDir Path other) throws SQLException {
        endsWhenItMeets(
                "53100", "requests", "record = 1500", "The disk of the database is full (refused by the test).");
        endsWhenItMeets("53100", "matches", "record = 1500", "The disk of the database is full");
        endsWhenItMeets("53100", "outcomes", "record = 700", "The disk of the database is full");
        endsWhenItMeets("53200", "outcomes", "record = 701", "The database has run out of memory");
        endsWhenItMeets("58030", "outcomes", "record = 702", "The database cannot read or write its files");
        endsWhenOutcomesAreLocked("lock_timeout", "Somebody else keeps locked what Handover needs in the database");
        endsWhenOutcomesAreLocked("statement_timeout", "The database was told to give up what Handover asked of it");
        endsWhenNothingMayBeChanged();
        endsWhenItMeets("53100", "seals", "number = 1", "The disk of the database is full");

        try (FaultyRegister undisturbed = new FaultyRegister(other)) {
            undisturbed.run(IMPATIENT);
            faulty.assertCompleted(faulty.run(IMPATIENT), undisturbed.traces());
        }
    }

    private void endsWhenItMeets(String state, String table, String row, String words) {
        execute("CREATE TRIGGER refuse BEFORE INSERT ON %s FOR EACH ROW WHEN (new.%s) EXECUTE FUNCTION refuse('%s')"
                .formatted(table, row, state));
        faulty.assertEnded(faulty.run(IMPATIENT), words);
        execute("DROP TRIGGER refuse ON " + table);
    }

    private void endsWhenOutcomesAreLocked(String limit, String words) throws SQLException {
        setOfDatabase(limit + " = '300ms'");
        Result ended;
        try (Connection other = faulty.register.database().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE outcomes");
            ended = faulty.run(IMPATIENT);
            other.rollback();
            other.setAutoCommit(true);
        }
        setOfDatabase(limit + " = 0");
        faulty.assertEnded(ended, words);
    }

    private void endsWhenNothingMayBeChanged() {
        setOfDatabase("default_transaction_read_only = on");
        Result ended = faulty.run(IMPATIENT);
        // The connection that this is said on was made before, and may change things.
        setOfDatabase("default_transaction_read_only = off");
        faulty.assertEnded(ended, "The database allows no changes");
    }

    private void setOfDatabase(String setting) {
        execute("""
                DO $$
                BEGIN
                    EXECUTE format('ALTER DATABASE %%I SET %s', current_database());
                END
                $$
                """.formatted(setting.replace("'", "''")));
    }

    private void execute(String sql) {
        faulty.register.sql.sql(sql).update();
    }
}
