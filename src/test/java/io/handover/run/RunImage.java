package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a register's runs left behind, but for times: the same work over equal registers must leave the same.
 *
 * @param files of the folder of reports, whichever are there: names, and the SHA-256 of what is in them
 */
record RunImage(
        List<String> runs,
        List<String> outcomes,
        List<String> orders,
        List<String> tallies,
        List<String> seals,
        List<String> deferred,
        Map<String, String> files) {

    private static final String RUNS = """
            SELECT row(id, mode, status, owner, input_name, input_bytes, sha256, requester, terms_version, started_by, columns,
                       requested, cause)::text
            FROM runs
            ORDER BY id
            """;

    private static final String OUTCOMES = """
            SELECT row(run_id, record, line, requester, reference, justification, case_number, status, codes, message,
                       order_number, sales_order_number, web_order_number, from_account, from_virtual_account,
                       to_account, to_virtual_account)::text
            FROM outcomes
            ORDER BY run_id, record
            """;

    // The version counts the moves of an order: one that was moved twice shows, though it is where it should be.
    private static final String ORDERS = """
            SELECT row(sales_order_number, account_id, virtual_account_id, version, assigned_by_run)::text
            FROM orders
            ORDER BY id
            """;

    private static final String TALLIES = """
            SELECT row(run_id, status, code, requests)::text
            FROM tallies
            ORDER BY run_id, status, code
            """;

    private static final String SEALS = """
            SELECT row(run_id, number, outcomes)::text
            FROM seals
            ORDER BY number
            """;

    private static final String DEFERRED = """
            SELECT row(run_id, record, line, fields, then_account_id, then_virtual_account_id, retried_by, retried_as,
                       ended)::text
            FROM deferred
            ORDER BY run_id, record
            """;

    private static final String MOVES_AND_VERSIONS_DIFFER = """
            SELECT count(*)
            FROM orders o
            WHERE o.version <> (SELECT count(*) FROM outcomes x WHERE x.order_key = o.id AND x.status = 'ASSIGNED')
            """;

    private static final String BATCH = """
            SELECT status || CASE WHEN end_time IS NULL THEN ', not ended' ELSE '' END
            FROM batch_job_execution
            ORDER BY job_execution_id
            """;

    private static final String STEPS_NOT_ENDED = """
            SELECT count(*)
            FROM batch_step_execution
            WHERE end_time IS NULL
               OR status NOT IN ('COMPLETED', 'FAILED', 'STOPPED')
            """;

    /** What a run of the mixed requests leaves on a copy of a register when nobody disturbs it. */
    static RunImage undisturbed(Register prepared, Path folder) throws IOException {
        try (Register register = prepared.copy(Files.createDirectory(folder))) {
            RunImage image = undisturbed(KilledWork.RUN, register);
            assertThat(faults(register)).isEmpty();
            assertThat(register.count("SELECT count(DISTINCT status) FROM outcomes"))
                    .isEqualTo(4);
            return image;
        }
    }

    /** What work leaves in a register when nobody disturbs it. */
    static RunImage undisturbed(KilledWork work, Register register) {
        work.arrive(register);
        Result result = register.program().run(work.command(register));
        assertThat(result.status()).as(result.err()).isEqualTo(work.statuses.get(0));
        return of(register);
    }

    static RunImage of(Register register) {
        return new RunImage(
                texts(register, RUNS),
                texts(register, OUTCOMES),
                texts(register, ORDERS),
                texts(register, TALLIES),
                texts(register, SEALS),
                texts(register, DEFERRED),
                files(register.reports()));
    }

    /** Returns the same without files that are being written: their writer may take them back. */
    RunImage withoutTemporaryFiles() {
        Map<String, String> whole = new TreeMap<>(files);
        whole.keySet().removeIf(name -> name.endsWith(".part"));
        return new RunImage(runs, outcomes, orders, tallies, seals, deferred, whole);
    }

    /** Returns how this differs from what was expected: of each part a few lines of either side. */
    List<String> differencesFrom(RunImage expected) {
        return Stream.of(
                        differences(expected.runs, runs),
                        differences(expected.outcomes, outcomes),
                        differences(expected.orders, orders),
                        differences(expected.tallies, tallies),
                        differences(expected.seals, seals),
                        differences(expected.deferred, deferred),
                        differences(List.copyOf(expected.files.entrySet()), List.copyOf(files.entrySet())))
                .flatMap(each -> each)
                .toList();
    }

    private static <T> Stream<String> differences(List<T> expected, List<T> found) {
        Set<T> missing = new LinkedHashSet<>(expected);
        found.forEach(missing::remove);
        Set<T> surplus = new LinkedHashSet<>(found);
        expected.forEach(surplus::remove);
        return Stream.concat(
                Stream.concat(
                                missing.stream().map(each -> "missing " + each),
                                surplus.stream().map(each -> "surplus " + each))
                        .limit(6),
                unless(found.size() == expected.size(), expected.size() + " rows but " + found.size()));
    }

    /** What must hold of a completed run by itself; returns what does not. */
    static List<String> faults(Register register) {
        return Stream.of(
                        unless(register.count("SELECT count(*) FROM runs WHERE status = 'COMPLETED'") == 1, "one run"),
                        unless(
                                register.count("SELECT count(*) FROM runs") == 1
                                        && register.count("SELECT count(*) FROM batch_job_instance") == 1,
                                "no other run"),
                        unless(
                                register.count("SELECT count(*) FROM outcomes")
                                        == register.count("SELECT count(*) FROM requests"),
                                "one outcome a request"),
                        unless(
                                register.count("SELECT sum(requests) FROM tallies")
                                        == register.count("SELECT requested FROM runs"),
                                "books that balance"),
                        unless(register.count(MOVES_AND_VERSIONS_DIFFER) == 0, "one move for each ASSIGNED"))
                .flatMap(fault -> fault)
                .toList();
    }

    /** What Batch must say of a completed run: the last execution did it, and nothing is at work; returns what is not so. */
    static List<String> unrest(Register register) {
        List<String> executions = texts(register, BATCH);
        return Stream.of(
                        unless(
                                executions.get(executions.size() - 1).equals("COMPLETED")
                                        && executions.stream().noneMatch(each -> each.contains("not ended")),
                                "at rest: " + executions),
                        unless(register.count(STEPS_NOT_ENDED) == 0, "steps at rest"))
                .flatMap(each -> each)
                .toList();
    }

    /** Fails unless a completed run of the register has left what this image shows, in good order and at rest. */
    void assertIsLeftIn(Register register) {
        assertThat(faults(register)).isEmpty();
        assertThat(unrest(register)).isEmpty();
        assertThat(of(register).differencesFrom(this)).isEmpty();
    }

    private static Stream<String> unless(boolean holds, String what) {
        return holds ? Stream.of() : Stream.of("not " + what);
    }

    /** Returns the first column of a query. */
    static List<String> texts(Register register, String sql) {
        return register.sql.sql(sql).query((row, number) -> row.getString(1)).list();
    }

    private static Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                String name = String.valueOf(path.getFileName());
                if (name.startsWith("pass-")) {
                    // Of which there are as many as there were passes.
                    continue;
                }
                files.put(
                        name,
                        name.endsWith("manifest.json")
                                ? withoutTimes(path)
                                : DigestUtils.sha256Hex(Files.readAllBytes(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String withoutTimes(Path manifest) {
        JsonNode json = JsonMapper.shared().readTree(manifest.toFile());
        ((ObjectNode) json).remove("times");
        ((ObjectNode) json.get("terms")).remove("accepted");
        ObjectNode seal = (ObjectNode) json.get("seal");
        seal.remove("root");
        ((ObjectNode) seal.get("head")).retain("size");
        return json.toString();
    }
}
