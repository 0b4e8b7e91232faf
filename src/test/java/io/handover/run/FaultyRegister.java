package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.FaultyNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** A register that the program reaches through a faulty network, and a file of requests for all of its orders. */
final class FaultyRegister implements AutoCloseable {
    static final String STEM = "file";
    static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    /** In two ranges: each has a whole chunk and a short one. */
    private static final int ORDERS = 5 * AssignRange.CHUNK / 2;

    private static final String KEPT =
            "What the run has committed is kept; the same command takes it up where it ended.";

    private static final String PATIENCE = "handover.patience";
    private static final String WAIT_FOR_CONNECTION = "spring.datasource.hikari.connection-timeout";

    private static final String END_SESSIONS = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND application_name LIKE 'handover%'
            """;

    private static final String END_SESSION_OF_OWNER = """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_locks
            WHERE locktype = 'advisory'
              AND classid::bigint = 1212238157 -- Locks.RUN
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    final Register register;
    final FaultyNetwork network;
    private final Path file;
    private final Map<String, Object> properties;

    FaultyRegister(Path folder) {
        register = new Register(folder, ORDERS);
        network = FaultyNetwork.before(register.database().properties());
        properties = network.properties();
        properties.put(WAIT_FOR_CONNECTION, "1000");
        file = requests(register);
    }

    /** A file of requests for all orders, a seventh of which is deferred. */
    private static Path requests(Register register) {
        return register.file(
                STEM + ".csv",
                Register.HEADER,
                IntStream.rangeClosed(1, ORDERS)
                        .map(n -> ORDERS + 1 - n)
                        .mapToObj(n -> "S" + n + (n % 7 == 0 ? ",pending" : ",a") + ".example," + Register.ANN));
    }

    /** Lets the program come as somebody else. */
    void comeAs(String user, String password) {
        properties.put("handover.database.user", user);
        properties.put("handover.database.password", password);
    }

    /** Runs the file through the network, with so much patience of the program's with what can pass. */
    Result run(Duration patience) {
        return run(patience, 2);
    }

    Result run(Duration patience, int workers) {
        properties.put(PATIENCE, patience.toMillis() + "ms");
        return TestProgram.with(properties).run(register.arguments(file, "--workers", workers));
    }

    /** Asserts that a run was ended by a fault of which it speaks with these words, in a sentence and no stack trace. */
    void assertEnded(Result result, String words) {
        assertThat(result.status()).as(result.err()).isEqualTo(69);
        assertThat(result.err()).contains(words).hasLineCount(2).endsWith(KEPT + System.lineSeparator());
        assertThat(result.err()).doesNotContain(register.database().password());
        Traces.assertNothingHalfDone(register.sql);
    }

    /** Asserts that a run has done what an undisturbed one does. */
    void assertCompleted(Result result, Traces undisturbed) {
        assertThat(result.status()).as(result.err()).isEqualTo(4);
        Traces.assertNothingHalfDone(register.sql);
        assertThat(traces()).isEqualTo(undisturbed);
    }

    /** Ends all sessions of the program, as an administrator can. */
    void endSessions() {
        register.count(END_SESSIONS);
    }

    /** Ends the one session that makes the program the owner of its run. */
    void endSessionOfOwner() {
        register.count(END_SESSION_OF_OWNER);
    }

    Traces traces() {
        return Traces.of(register.sql, register.reports(), STEM);
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
        network.close();
        register.close();
    }
}
