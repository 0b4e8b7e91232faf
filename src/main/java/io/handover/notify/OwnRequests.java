package io.handover.notify;

import io.handover.assignment.Outcome.Status;
import io.handover.assignment.Reason;
import io.handover.assignment.Text;
import io.handover.csv.Header;
import io.handover.ledger.Run;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a run has decided of some requesters' own requests. */
@Repository
class OwnRequests {
    /** Of each requester: a mail is to be read. */
    static final int REFUSED_SHOWN = 100;

    private static final String REQUESTERS = """
            SELECT DISTINCT requester
            FROM outcomes
            WHERE run_id = :run
              AND period = (SELECT period FROM runs WHERE id = :run)
            """;

    // Outcomes have no key by run and record, so they are read once, and requests are looked up for them. A record with
    // a
    // wrong number of fields may name anybody.
    private static final String COUNT = """
            WITH theirs AS MATERIALIZED (
                SELECT record, requester, status
                FROM outcomes
                WHERE run_id = :run
                  AND period = (SELECT period FROM runs WHERE id = :run)
                  AND requester = ANY (:requesters::text[]))
            SELECT x.requester, x.status, count(*) AS requests
            FROM theirs x
            JOIN requests q ON q.run_id = :run AND q.record = x.record
            WHERE NOT q.miscounted
            GROUP BY x.requester, x.status
            """;

    private static final String REFUSED = """
            WITH theirs AS MATERIALIZED (
                SELECT record, requester, status, codes, message
                FROM outcomes
                WHERE run_id = :run
                  AND period = (SELECT period FROM runs WHERE id = :run)
                  AND requester = ANY (:requesters::text[])
                  AND codes IS NOT NULL)
            SELECT requester, status, codes, message, fields[:orderNumber] AS order_number
            FROM (SELECT x.*, q.fields, row_number() OVER (PARTITION BY x.requester ORDER BY x.record) AS turn
                  FROM theirs x
                  JOIN requests q ON q.run_id = :run AND q.record = x.record
                  WHERE NOT q.miscounted) AS refused
            WHERE turn <= :limit
            ORDER BY record
            """;

    private final JdbcClient database;

    OwnRequests(JdbcClient database) {
        this.database = database;
    }

    /** @param orderNumber as the requester wrote it */
    record Refused(String orderNumber, Status status, List<Reason> reasons, String message) {}

    /** @param refused the first of those that were deferred or rejected, in file order */
    record Answer(String email, Map<Status, Integer> counts, List<Refused> refused) {
        Answer(String email) {
            this(email, new EnumMap<>(Status.class), new ArrayList<>());
        }

        int count(Status status) {
            return counts.getOrDefault(status, 0);
        }
    }

    /** Returns what became of the requests of each of these people who asked for anything in the run, by address. */
    Collection<Answer> of(Run run, Set<String> emails) {
        Map<String, Answer> answers = new TreeMap<>();
        String[] requesters = requesters(run, emails);
        if (requesters.length > 0) {
            count(run, requesters, answers);
            addRefused(run, requesters, answers);
        }
        return answers.values();
    }

    /** Returns the addresses as they stand in the run, which may be written in several ways. */
    private String[] requesters(Run run, Set<String> emails) {
        List<String> found = new ArrayList<>();
        database.sql(REQUESTERS).param("run", run.id()).query((RowCallbackHandler) row -> {
            if (emails.contains(Text.fold(row.getString(1)))) {
                found.add(row.getString(1));
            }
        });
        return found.toArray(String[]::new);
    }

    private void count(Run run, String[] requesters, Map<String, Answer> answers) {
        database.sql(COUNT)
                .param("run", run.id())
                .param("requesters", requesters)
                .query((RowCallbackHandler) row -> answer(row, answers)
                        .counts()
                        .merge(Status.valueOf(row.getString("status")), row.getInt("requests"), Integer::sum));
    }

    private void addRefused(Run run, String[] requesters, Map<String, Answer> answers) {
        database.sql(REFUSED)
                .param("run", run.id())
                .param("requesters", requesters)
                .param("orderNumber", orderNumber(run) + 1)
                .param("limit", REFUSED_SHOWN)
                .query((RowCallbackHandler) row -> {
                    List<Refused> refused = answer(row, answers).refused();
                    if (refused.size() < REFUSED_SHOWN) {
                        refused.add(refused(row));
                    }
                });
    }

    private static Answer answer(ResultSet row, Map<String, Answer> answers) throws SQLException {
        return answers.computeIfAbsent(Text.fold(row.getString("requester")), Answer::new);
    }

    private static Refused refused(ResultSet row) throws SQLException {
        List<Reason> reasons = Stream.of((String[]) row.getArray("codes").getArray())
                .map(Reason::valueOf)
                .toList();
        return new Refused(
                Objects.requireNonNullElse(row.getString("order_number"), ""),
                Status.valueOf(row.getString("status")),
                reasons,
                row.getString("message"));
    }

    private static int orderNumber(Run run) {
        return Objects.requireNonNull(run.columns()).stream()
                .map(Header::normalise)
                .toList()
                .indexOf("order_number");
    }
}
