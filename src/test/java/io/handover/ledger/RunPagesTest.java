package io.handover.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A page of 100,000 runs is found by an index, whatever page it is. */
class RunPagesTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final JdbcClient SQL = JdbcClient.create(DATABASE.dataSource());
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final int RUNS = 100_000;
    private static final int PAGE = 20;

    /** One run an hour; one in 5,000 has failed, one in 1,000 is Ann's, and the last two are not over. */
    private static final String ROWS = """
            INSERT INTO runs (id, mode, status, input_name, input_bytes, sha256, requester, started_by, started,
                              program_version)
            SELECT n, 'preview',
                   CASE WHEN n > 99998 THEN 'RUNNING' WHEN n % 5000 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
                   'Monday-' || n || '.csv', 1, repeat('0', 64), CASE WHEN n % 1000 = 1 THEN 'ann@p1.example' ELSE '' END,
                   'u', timestamptz '2020-01-01 00:00:00Z' + make_interval(hours => n), '1'
            FROM generate_series(1, 100000) n;
            ANALYZE runs;
            """;

    @BeforeAll
    static void fill() {
        SQL.sql(ROWS).update();
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static Instant start(int run) {
        return FIRST.plus(Duration.ofHours(run));
    }

    private static RunFilter of(
            Run.@Nullable Status status,
            @Nullable Boolean atWork,
            @Nullable String requester,
            @Nullable String file,
            @Nullable Integer since,
            @Nullable Integer until,
            @Nullable Integer before) {
        return new RunFilter(
                status,
                atWork,
                requester,
                file,
                since == null ? null : start(since),
                until == null ? null : start(until),
                before == null
                        ? null
                        : SQL.sql("SELECT * FROM runs WHERE id = ?")
                                .param(before)
                                .query(RunRow::read)
                                .single());
    }

    private static List<Long> find(RunFilter filter, int limit) {
        return new RunPages(SQL)
                .find(filter, Set.of((long) RUNS), limit).stream().map(Run::id).toList();
    }

    static Stream<RunFilter> pages() {
        return Stream.of(
                RunFilter.ALL,
                of(null, null, null, null, null, null, 50_000),
                of(null, null, null, null, null, 30, null),
                of(null, null, null, null, 10, 50_000, null),
                of(null, null, null, null, 99_990, null, null),
                of(null, null, null, null, 99_990, null, 5),
                of(Run.Status.FAILED, null, null, null, null, null, null),
                of(Run.Status.STOPPED, null, null, null, null, null, null),
                of(Run.Status.FAILED, null, null, null, null, 40_000, 60_000),
                of(Run.Status.COMPLETED, null, null, null, null, 20_000, null),
                of(Run.Status.RUNNING, false, null, null, null, null, null),
                of(null, null, "ann@p1.example", null, null, null, null),
                of(null, null, "bob@p1.example", null, null, null, null),
                of(null, null, "ann@p1.example", null, null, null, 3_000),
                of(null, null, null, "monday", null, null, 70_000));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsNoMoreThanAPageHolds(RunFilter filter) {
        String plan = String.join(
                "\n",
                RunPages.page(SQL, "EXPLAIN (ANALYZE, TIMING OFF) " + RunPages.PAGE, filter, Set.of((long) RUNS), PAGE)
                        .query(String.class)
                        .list());

        assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan");
        assertThat(rowsOf(plan)).as(plan).allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(5 * PAGE));
    }

    /** How many rows each part of the plan has read, those that a filter removed included. */
    private static List<Double> rowsOf(String plan) {
        return Pattern.compile("rows=(\\d+(?:\\.\\d+)?) loops|Rows Removed by Filter: (\\d+)")
                .matcher(plan)
                .results()
                .map(RunPagesTest::number)
                .toList();
    }

    private static double number(MatchResult match) {
        return Double.parseDouble(match.group(1) == null ? match.group(2) : match.group(1));
    }

    @Test
    void aPageBeginsWhereTheOneBeforeEnds() {
        List<Long> read = new ArrayList<>();
        Integer last = 65;
        while (true) {
            List<Long> page = find(of(null, null, null, null, null, null, last), PAGE);
            if (page.isEmpty()) {
                break;
            }
            read.addAll(page);
            last = page.get(page.size() - 1).intValue();
        }
        assertThat(read).hasSize(64).startsWith(64L, 63L).endsWith(2L, 1L).doesNotHaveDuplicates();
    }

    @Test
    void findsByTime() {
        assertThat(find(of(null, null, null, null, 5, 8, null), PAGE)).containsExactly(7L, 6L, 5L);
        assertThat(find(of(null, null, null, null, 5, 8, 7), PAGE)).containsExactly(6L, 5L);
        assertThat(find(of(null, null, null, null, 5, 8, 100), PAGE)).containsExactly(7L, 6L, 5L);
    }

    @Test
    void tellsRunsAtWorkFromInterruptedOnes() {
        assertThat(find(of(Run.Status.RUNNING, true, null, null, null, null, null), PAGE))
                .containsExactly(100_000L);
        assertThat(find(of(Run.Status.RUNNING, false, null, null, null, null, null), PAGE))
                .containsExactly(99_999L);
    }

    @Test
    void findsByAPartOfTheNameWithoutCase() {
        assertThat(find(of(null, null, null, "DAY-4711.", null, null, null), PAGE))
                .containsExactly(4711L);
        assertThat(find(of(null, null, null, "%", null, null, null), PAGE)).isEmpty();
    }

    @Test
    void findsByRequester() {
        assertThat(find(of(null, null, "ann@p1.example", null, null, null, 2_002), PAGE))
                .containsExactly(2001L, 1001L, 1L);
        assertThat(find(of(null, null, "", null, null, null, null), PAGE)).isEmpty();
    }
}
