package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handover.command.TestProgram.Result;
import io.handover.database.Locks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is beside the ledger goes when its run ended long ago, and nothing else does. */
class PruneTest {
    private static final String PRUNE_ONE_ROW = "SELECT prune_run(1, now() - interval '31 days', 1)";

    private static final String LEDGER = """
            SELECT md5((SELECT string_agg(x::text, ',' ORDER BY run_id, record) FROM outcomes x)
                       || (SELECT string_agg(t::text, ',' ORDER BY run_id, status, code) FROM tallies t)
                       || (SELECT string_agg(s::text, ',' ORDER BY number) FROM seals s))
            """;

    @TempDir
    private Path folder;

    private Register register;
    private Path file;
    private Result first;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 4);
        register.sql
                .sql("UPDATE orders SET export_status = 'HELD' WHERE sales_order_number IN ('S3', 'S4')")
                .update();
        file = register.moves("old.csv", 3, "a.example");
        first = register.run(file);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @Test
    void deletesWhatAnOldRunHasLeftAndNothingOfTheLedger() {
        register.run(register.moves("new.csv", 4, "b.example"));
        setAge(1, 401);
        setAge(2, 399);
        addMessage(1, "now()", "NULL");
        addMessage(1, "NULL", "NULL");
        addMessage(1, "NULL", "now()");
        addMessage(2, "now()", "NULL");
        String ledger = ledger();

        JsonNode counted = prune("--preview").json();
        assertThat(register.count("SELECT count(*) FROM requests")).isEqualTo(7);
        JsonNode pruned = prune().json();

        assertThat(pruned.get("runs").asInt()).isOne();
        assertThat(pruned.get("requests").asInt()).isEqualTo(3);
        assertThat(pruned.get("matches").asInt()).isEqualTo(3);
        assertThat(pruned.get("messages").asInt()).isEqualTo(2);
        assertThat(register.count("SELECT count(*) FROM outbox")).isEqualTo(2);
        assertThat(pruned.get("executions").asInt()).isOne();
        assertThat(pruned.get("busy").asInt()).isZero();
        for (String count : List.of("runs", "requests", "matches", "deferred", "messages", "executions")) {
            assertThat(counted.get(count)).as(count).isEqualTo(pruned.get(count));
        }
        assertThat(register.count("SELECT min(run_id) FROM requests")).isEqualTo(2);
        assertThat(register.count("SELECT count(*) FROM requests")).isEqualTo(4);
        assertThat(register.count("SELECT count(*) FROM matches")).isEqualTo(4);
        for (String table : List.of("batch_job_instance", "batch_job_execution", "batch_job_execution_context")) {
            assertThat(register.count("SELECT count(*) FROM " + table))
                    .as(table)
                    .isOne();
        }
        assertThat(register.count("SELECT count(*) FROM batch_step_execution")).isPositive();
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(register.count("SELECT count(*) FROM runs")).isEqualTo(2);
        assertThat(prune().json().get("runs").asInt()).isZero();
    }

    @Test
    void aFileOfAPrunedRunIsAnsweredAsBefore() throws IOException {
        setAge(1, 401);
        prune();

        Result there = register.run(file);
        assertThat(there.json()).isEqualTo(first.json());
        assertThat(there.err()).doesNotContain("pruned");

        Path rejections = register.reports().resolve("old.run-1.rejections.csv");
        Files.delete(rejections);
        Result gone = register.run(file);
        assertThat(gone.status()).isEqualTo(first.status());
        assertThat(gone.json().get("run").asInt()).isOne();
        assertThat(gone.json().get("reasons")).isEqualTo(first.json().get("reasons"));
        assertThat(gone.json().has("reports")).isFalse();
        assertThat(gone.err()).contains("cannot be written any more");
        assertThat(rejections).doesNotExist();
        assertThat(register.count("SELECT count(*) FROM requests")).isZero();

        assertThat(register.run(file, "--again").json().get("run").asInt()).isEqualTo(2);
    }

    @Test
    void aPrunedRunIsShownAndNotResumed() {
        String before = register.program().run("runs", "show", 1).out();
        setAge(1, 401);
        prune();

        String after = register.program().run("runs", "show", 1).out();
        assertThat(after).contains("no report can be written any more");
        assertThat(after.lines().limit(8)).isEqualTo(before.lines().limit(8).toList());

        Result resumed = register.program().run("resume", 1);
        assertThat(resumed.status()).isEqualTo(2);
        assertThat(resumed.err()).startsWith("Run 1 is over, and what it had taken in was pruned");
    }

    @Test
    void aPrunedRunCanBeUndone() {
        setAge(1, 401);
        prune();

        Result undone = register.program().run("undo", 1, "--accept-terms", "--json", "--out", register.reports());

        assertThat(undone.json().get("assigned").asInt()).isEqualTo(2);
        assertThat(register.place("S1")).isEqualTo("holding.p1.example / DEFAULT");
    }

    @Test
    void whatWaitsStaysAndIsDecidedFromWhatItCameWith() {
        Path note =
                register.file("note.csv", Register.HEADER + ",note", Stream.of("S4,b.example,ann@p1.example,urgent"));
        register.run(note);
        setAge(1, 401);
        setAge(2, 401);
        assertThat(prune().json().get("deferred").asInt()).isZero();
        register.sql
                .sql("UPDATE orders SET export_status = 'NONE' WHERE sales_order_number = 'S4'")
                .update();

        retry("--expire-after", "500d");

        assertThat(register.outcomes("deferred", 3)).containsExactly("DEFERRED EXPORT_HOLD", "ASSIGNED");
        assertThat(register.results("deferred", 3).get(1).get("note")).isEqualTo("urgent");
        assertThat(register.place("S4")).isEqualTo("b.example / DEFAULT");
    }

    /** Until then the run that ended a deferred request may have to take it in once more for its reports. */
    @Test
    void whatWasDeferredGoesWithTheRunThatEndedIt() {
        setAge(1, 500);
        retry("--expire-after", "400d");
        assertThat(register.outcomes("deferred", 2)).containsExactly("REJECTED EXPIRED;EXPORT_HOLD");
        assertThat(prune().json().get("deferred").asInt()).isZero();
        assertThat(show(1)).contains("order S3: REJECTED EXPIRED;EXPORT_HOLD, ended by run 2");
        register.sql.sql("TRUNCATE requests, matches").update();
        assertThat(register.program().run("resume", 2).status())
                .as("after a crash")
                .isEqualTo(4);

        setAge(2, 401);

        assertThat(prune().json().get("deferred").asInt()).isOne();
        assertThat(show(1)).contains("  of 1 it is not kept any more").doesNotContain("order S3");
    }

    @Test
    void leavesARunAloneThatCanBeResumed() {
        register.sql.sql("UPDATE runs SET status = 'STOPPED'").update();
        setAge(1, 4000);

        assertThat(prune().json().get("runs").asInt()).isZero();
        assertThat(register.count("SELECT count(*) FROM requests")).isEqualTo(3);
    }

    @Test
    void leavesARunAloneThatSomebodyIsAtWorkOn() throws SQLException {
        setAge(1, 401);
        try (Connection other = register.database().programDataSource().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d, 1)".formatted(Locks.RUN));
            JsonNode pruned = prune().json();
            assertThat(pruned.get("runs").asInt()).isZero();
            assertThat(pruned.get("busy").asInt()).isOne();
            assertThat(register.count("SELECT count(*) FROM requests")).isEqualTo(3);
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
        assertThat(prune().json().get("runs").asInt()).isOne();
    }

    /** A report that is being written is written to its end. */
    @Test
    void waitsWhileSomebodyReadsTheRunForItsReports() throws SQLException {
        setAge(1, 401);
        try (Connection reader = register.database().programDataSource().getConnection();
                Connection pruner = register.database().programDataSource().getConnection();
                Statement read = reader.createStatement();
                Statement prune = pruner.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("SELECT FROM runs WHERE id = 1 FOR SHARE");
            prune.execute("SET lock_timeout = '100ms'");
            assertThatThrownBy(() -> prune.execute(PRUNE_ONE_ROW)).hasMessageContaining("lock timeout");
            reader.rollback();
            prune.execute(PRUNE_ONE_ROW);
            prune.execute("RESET lock_timeout");
        }
    }

    @Test
    void whatWasBegunIsCompletedByTheNext() {
        setAge(1, 401);
        register.sql.sql(PRUNE_ONE_ROW).query().singleRow();
        assertThat(register.count("SELECT count(*) FROM requests")).isEqualTo(2);
        assertThat(register.count("SELECT count(*) FROM batch_job_instance")).isZero();
        assertThat(register.run(file).json()).isEqualTo(first.json());

        assertThat(prune().json().get("requests").asInt()).isEqualTo(2);
        assertThat(register.count("SELECT count(*) FROM runs WHERE pruned IS NOT NULL"))
                .isOne();
    }

    @Test
    void anotherRunGoesOnMeanwhile() {
        setAge(1, 401);
        Result[] meanwhile = new Result[1];

        Result run = register.program()
                .runWith(
                        work -> {
                            if (work.startsWith("deciding")) {
                                meanwhile[0] = prune();
                            }
                        },
                        register.arguments(register.moves("new.csv", 4, "a.example")));

        assertThat(meanwhile[0].json().get("requests").asInt()).isEqualTo(3);
        assertThat(run.json().get("read").asInt()).isEqualTo(4);
        assertThat(register.outcomes("new", 2)).startsWith("UNCHANGED", "UNCHANGED");
    }

    @Test
    void saysWhatItHasDeleted() {
        setAge(1, 401);

        Result preview = register.program().run("prune", "--older-than", "400d", "--preview");
        assertThat(preview.out())
                .startsWith("Would delete what runs that ended before ")
                .contains("requests                     3");
        assertThat(register.program().run("prune", "--older-than", "400d").out())
                .startsWith("Deleted what runs");
    }

    private Result prune(String... more) {
        Result result = register.program()
                .run(Stream.concat(Stream.of("prune", "--older-than", "400d", "--json"), Stream.of(more))
                        .toArray());
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    private void retry(String... more) {
        register.program()
                .run(Stream.concat(
                                Stream.of("retry", "--accept-terms", "--results", "--out", register.reports()),
                                Stream.of(more))
                        .toArray());
    }

    private String show(int run) {
        return register.program().run("runs", "show", run).out();
    }

    private String ledger() {
        return register.sql.sql(LEDGER).query(String.class).single();
    }

    /** What is null is SQL's NULL: delivered, given up (neither) or waiting (a next attempt). */
    private void addMessage(long run, String delivered, String nextAttempt) {
        register.sql.sql("""
                        INSERT INTO outbox (id, run_id, event, channel, recipient, subject, body, created, attempts,
                                            delivered, next_attempt)
                        VALUES (gen_random_uuid(), %d, 'run.completed', 'mail', '', '', '', now(), 1, %s, %s)
                        """.formatted(run, delivered, nextAttempt)).update();
    }

    private void setAge(int run, int days) {
        register.sql.sql("""
                        UPDATE runs
                        SET started = now() - make_interval(days => :days, mins => 1), ended = now() - make_interval(days => :days)
                        WHERE id = :run
                        """).param("days", days).param("run", run).update();
    }
}
