package textbook;

import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Refuses requests that other lines of the file contradict, or have said before. */
@Component
class CompareRequests implements ItemProcessor<Outcome, Outcome> {
    private static final String SELECT_RIVALS = """
            SELECT count(*) FILTER (WHERE (account_id, folder_id) IS DISTINCT FROM (?, ?)) AS elsewhere,
                   count(*) FILTER (WHERE line < ? AND code = '') AS before
            FROM textbook_requests
            WHERE order_id = ?
            """;

    private static final RowMapper<Rivals> RIVALS = new DataClassRowMapper<>(Rivals.class);

    private final JdbcTemplate jdbc;

    CompareRequests(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Rivals(int elsewhere, int before) {}

    @Override
    public Outcome process(Outcome outcome) {
        if (!outcome.isAssigned()) {
            return outcome;
        }
        Rivals rivals = jdbc.queryForObject(
                SELECT_RIVALS, RIVALS, outcome.accountId(), outcome.folderId(), outcome.line(), outcome.orderId());
        if (rivals.elsewhere() > 0) {
            return outcome.refused("CONFLICTING_REQUESTS");
        }
        return rivals.before() > 0 ? outcome.refused("REPEATED") : outcome;
    }
}
