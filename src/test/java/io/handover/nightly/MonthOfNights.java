package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.ProgramProcess;
import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.TestDatabase;
import io.handover.nightly.ExpectedRegister.Asked;
import io.handover.nightly.MonthTable.Figures;
import io.handover.nightly.RetailMonth.News;
import io.handover.run.Gate;
import io.handover.run.Gate.Place;
import io.handover.run.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A home over the retail data, night after night: what arrives, what the pass makes of it, and what it must be. */
final class MonthOfNights implements AutoCloseable {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** For how long a deferred request may wait. */
    static final Duration LIMIT = Duration.ofDays(14);

    final ExpectedRegister expected = new ExpectedRegister();
    final RetailMonth month = new RetailMonth(expected);
    final MonthTable table = new MonthTable();
    final Nights nights;
    final Books books;
    private final PassCheck check;
    private final Path parent;
    private final SortedMap<String, List<Asked>> inbox = new TreeMap<>();
    private final Set<String> answered = new HashSet<>();
    private @Nullable News news;
    private @Nullable Instant begun;
    private long lastRun;
    private int broken;

    MonthOfNights(Path parent) {
        this.parent = parent;
        this.nights = new Nights(parent, new Register(parent, TestDatabase.create()));
        this.books = new Books(nights, RetailMonth.FACTS.resolve("orders.csv"));
        this.check = new PassCheck(nights, expected);
        nights.zone = BERLIN.getId();
        Gate.build(nights.register);
    }

    LocalDate date() {
        return LocalDate.ofInstant(nights.clock.instant(), BERLIN);
    }

    long lastRun() {
        return lastRun;
    }

    /** Lets a request file arrive. */
    void arrives(String name, List<Asked> requests) {
        nights.write("inbox/" + name, RetailMonth.lines(requests));
        inbox.put(name, requests);
        books.arrived(name);
    }

    /** Lets a file arrive whose bytes came before. */
    void arrivesAgain(String name, Path file) throws IOException {
        Files.copy(file, nights.folder.resolve("inbox").resolve(name));
        answered.add(name);
        inbox.put(name, List.of());
        books.arrived(name);
    }

    /** Lets a request file arrive with a quote that never closes. */
    void arrivesBroken(String name) {
        nights.write("inbox/" + name, Stream.of(RetailMonth.HEADER, "536365,SALES,\"cust-12347.example,DOMAIN,,"));
        broken++;
        books.arrived(name);
    }

    /** Lets feeds arrive that tell some news. */
    void arrives(News tonight) {
        news = tonight;
        month.feeds(tonight).forEach((name, lines) -> nights.write("inbox/facts/" + name, lines));
    }

    /** Makes a pass in which everything that has arrived is decided, and compares it with what must come of it. */
    void pass(String what) {
        String feeds = news == null ? MonthTable.NOT_KNOWN : "loaded";
        int files = inbox.size() + broken;
        Map<Long, List<String>> outcomes = decideAll();
        List<String> retried = retry(outcomes);
        List<String> all = outcomes.values().stream().flatMap(List::stream).toList();
        int status = broken > 0 ? 65 : all.stream().allMatch(each -> each.matches("ASSIGNED|UNCHANGED")) ? 0 : 4;

        Result pass = nights.pass(options());

        check.of(pass, lastMetrics(), outcomes, files - broken);
        assertThat(pass.json().get("refused")).hasSize(broken);
        broken = 0;
        assertThat(pass.status()).as(pass.err()).isEqualTo(status);
        note(feeds, files, Figures.of(all, retried), status, what);
    }

    private Map<Long, List<String>> decideAll() {
        if (news != null) {
            news.reach(expected);
            news = null;
        }
        Map<Long, List<String>> outcomes = new LinkedHashMap<>();
        inbox.forEach((name, requests) -> {
            if (!answered.remove(name)) {
                Instant started = begun == null ? nights.clock.instant() : begun;
                begun = null;
                outcomes.put(++lastRun, expected.decide(lastRun, started, requests));
            }
        });
        inbox.clear();
        // A file that is refused while it is read has its number already, and this one comes last.
        lastRun += broken;
        return outcomes;
    }

    private List<String> retry(Map<Long, List<String>> outcomes) {
        if (expected.waiting.isEmpty()) {
            return List.of();
        }
        List<String> retried = expected.retry(++lastRun, nights.clock.instant().minus(LIMIT));
        outcomes.put(lastRun, retried);
        return retried;
    }

    List<String> decided(long run) {
        return check.decided(run);
    }

    /** A night on which the three days of the retail data are handed in, with all the facts. */
    void passOverBacklog(String what) throws IOException {
        try (var feeds = Files.list(RetailMonth.FACTS)) {
            for (Path feed : feeds.toList()) {
                Files.copy(feed, nights.folder.resolve("inbox/facts").resolve(feed.getFileName()));
            }
        }
        Map<Long, List<String>> outcomes = new LinkedHashMap<>();
        for (RetailBacklog day : RetailBacklog.values()) {
            day.writeTo(nights.folder.resolve("inbox"));
            books.arrived(day.file);
            outcomes.put(++lastRun, day.outcomes());
        }
        RetailBacklog.place(expected);

        Result pass = nights.pass(options());

        List<String> retried = decided(++lastRun);
        assertThat(retried)
                .hasSize((int) outcomes.values().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.startsWith("DEFERRED"))
                        .count())
                .allMatch(each -> each.matches("DEFERRED .*|REJECTED .*\\bSUPERSEDED\\b.*|UNCHANGED"));
        outcomes.put(lastRun, retried);
        expected.waiting.addAll(RetailBacklog.waiting(nights.register, nights.clock.instant()));
        check.of(pass, lastMetrics(), outcomes, RetailBacklog.values().length);
        List<String> all = outcomes.values().stream().flatMap(List::stream).toList();
        note("loaded", RetailBacklog.values().length, Figures.of(all, retried), pass.status(), what);
    }

    /** A night whose process is killed where it waits, in the run of its first file. */
    void passKilled(Place place, String what) throws IOException, InterruptedException {
        String first = inbox.firstKey();
        ProgramProcess process = ProgramProcess.start(
                parent.resolve("process"),
                ToldTime.with(nights.register.database().properties(), nights.clock.instant()),
                nights.arguments(options()));
        try (Gate gate = Gate.closed(nights.register, place)) {
            assertThat(gate.awaitSomebody(process.process()::isAlive))
                    .as(process.printed())
                    .isTrue();
            process.kill();
        }
        assertThat(nights.files("inbox")).containsAll(inbox.keySet());
        if (place == Place.COMPLETED) {
            List<Asked> requests = inbox.get(first);
            List<String> outcomes =
                    expected.decide(++lastRun, nights.clock.instant(), requests == null ? List.of() : requests);
            assertThat(decided(lastRun)).isEqualTo(outcomes);
            answered.add(first);
        } else {
            begun = nights.clock.instant();
            assertThat(decided(lastRun + 1)).isEmpty();
        }
        note(MonthTable.NOT_KNOWN, inbox.size(), Figures.none(), "killed", what);
    }

    /** A night in which something is wrong and nothing moves. */
    void passWithoutMoving(TestProgram program, String feeds, int status, String what) {
        List<String> before = nights.files("inbox");
        Result pass = nights.passOf(program, work -> {}, options());

        assertThat(pass.status()).as(pass.err()).isEqualTo(status);
        assertThat(pass.json().get("runs")).isEmpty();
        assertThat(nights.files("inbox").stream().filter(name -> !name.startsWith("facts/")))
                .containsExactlyElementsOf(before.stream()
                        .filter(name -> !name.startsWith("facts/"))
                        .toList())
                .containsExactlyElementsOf(inbox.keySet());
        note(feeds, inbox.size(), Figures.none(), status, what);
    }

    /** Undoes a run by day, and returns what the command printed. */
    Result undo(long run, String what) {
        List<String> outcomes = expected.undo(++lastRun, run);
        Result undone = nights.register
                .program()
                .withClock(nights.clock)
                .runWith(
                        work -> {}, "undo", run, "--accept-terms", "--json", "--out", nights.folder.resolve("reports"));
        assertThat(undone.json().get("run").asLong()).isEqualTo(lastRun);
        assertThat(decided(lastRun)).isEqualTo(outcomes);
        table.add(
                date() + ", by day",
                MonthTable.NOT_KNOWN,
                MonthTable.NOT_KNOWN,
                Figures.of(outcomes, List.of()),
                expected.waiting.size(),
                undone.status(),
                what);
        return undone;
    }

    private void note(String feeds, int files, Figures figures, Object exit, String what) {
        table.add(date().toString(), feeds, files, figures, expected.waiting.size(), exit, what);
    }

    private String lastMetrics() {
        return nights.read("../handover.prom");
    }

    private Object[] options() {
        return new Object[] {"--expire-after", LIMIT.toDays() + "d", "--metrics", parent.resolve("handover.prom")};
    }

    @Override
    public void close() {
        nights.close();
    }
}
