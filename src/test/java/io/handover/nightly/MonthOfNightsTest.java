package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import io.handover.nightly.ExpectedRegister.Asked;
import io.handover.nightly.ExpectedRegister.OrderFacts;
import io.handover.nightly.RetailMonth.News;
import io.handover.run.Gate.Place;
import io.handover.run.Register;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The month of March 2026, pass after pass over one home, with the retail data: what must become of each request is
 * worked out beforehand, and the books must balance after every night. {@code docs/a-month-of-nights.md} tells its
 * figures; with {@code -Dregenerate} they are written anew.
 */
@Tag("long")
class MonthOfNightsTest {
    private static final Set<Integer> DAYS_WITH_FEEDS = Set.of(3, 6, 12, 15, 18, 20, 21, 24, 26, 31);

    /** Half past two, which does not come on the night of the 29th. */
    private static final CronTimes TIMES =
            new CronTimes("30 2 * * *", MonthOfNights.BERLIN, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @TempDir
    private Path parent;

    private MonthOfNights month;
    private long runToUndo;
    private long undo;
    private Map<String, String> placesBeforeIt = Map.of();
    private List<Asked> requestsOfIt = List.of();

    @BeforeEach
    void setUp() {
        month = new MonthOfNights(parent);
    }

    @AfterEach
    void tearDown() {
        month.close();
    }

    @Test
    void booksBalanceEveryNight() throws IOException, InterruptedException {
        Instant night = Instant.parse("2026-02-28T12:00:00Z");
        for (int day = 1; day <= 31; day++) {
            night = TIMES.after(night).orElseThrow();
            month.nights.clock.set(night);
            assertThat(month.date().getDayOfMonth()).isEqualTo(day);
            night(day);
            assertBalanced();
            if (day == 20) {
                byDay();
                undoesARun();
            } else if (day == 21) {
                byDay();
                undoesTheUndo();
            }
        }
        if (System.getProperty("regenerate") != null) {
            month.table.write();
        }
        assertThat(month.table.text()).isEqualTo(MonthTable.published());
    }

    private void night(int day) throws IOException, InterruptedException {
        switch (day) {
            case 1 -> month.passOverBacklog("all facts, and three days of requests");
            case 5 -> {
                filesArrive();
                month.passWithoutMoving(
                        month.nights.programWithoutDatabase(), MonthTable.NOT_KNOWN, 69, "**no database**: all waits");
            }
            case 9 -> {
                filesArrive();
                wrongFeedsAreRefused();
            }
            case 10 -> ordinaryNight("the feeds, mended", true);
            case 19 -> {
                placesBeforeIt = month.books.places();
                requestsOfIt = month.month.requests(60);
                runToUndo = month.lastRun() + 1;
                ordinaryNight("", false);
            }
            case 13 -> {
                filesArrive();
                month.passKilled(Place.CHUNK_WRITTEN, "**killed** while it applied its first file");
            }
            case 17 -> {
                filesArrive();
                month.passKilled(Place.COMPLETED, "**killed** after its first file's run, before the file was moved");
            }
            case 22 -> month.pass("nothing has come");
            case 25 -> {
                month.arrivesBroken("broken-" + month.date() + ".csv");
                ordinaryNight("a file with a quote that never closes is **refused**", false);
            }
            case 27 -> {
                month.arrivesAgain(
                        "again-" + month.date() + ".csv",
                        month.nights.folder.resolve("archive/2026-03-26/asked-2026-03-26-a.csv"));
                ordinaryNight("one file came before: answered, not applied again", false);
            }
            case 29 -> ordinaryNight("summer time: the pass is at 3:30", true);
            default -> ordinaryNight("", DAYS_WITH_FEEDS.contains(day));
        }
    }

    private void filesArrive() {
        String date = month.date().toString();
        month.arrives("asked-" + date + "-a.csv", month.month.requests(12));
        month.arrives("asked-" + date + "-b.csv", month.month.requests(6));
    }

    private void ordinaryNight(String what, boolean feeds) {
        int day = month.date().getDayOfMonth();
        if (day == 19) {
            month.arrives("asked-" + month.date() + "-a.csv", requestsOfIt);
        } else if (day == 20) {
            month.arrives("asked-" + month.date() + "-a.csv", someOfThemAgain());
        } else {
            filesArrive();
        }
        News news = day == 20 ? oneIsCancelled() : month.month.news();
        List<String> words = new ArrayList<>(what.isEmpty() ? List.of() : List.of(what));
        if (feeds) {
            words.add(news.inWords(month.expected));
            month.arrives(news);
        }
        month.pass(String.join("; ", words));
    }

    private void wrongFeedsAreRefused() {
        month.month
                .feeds(month.month.news())
                .forEach((name, lines) -> month.nights.write(
                        "inbox/facts/" + name,
                        name.equals("orders.csv")
                                ? Stream.concat(lines, Stream.of("536365,,STANDARD,SHIPPED,NONE,UK-LON,no.example,"))
                                : lines));
        Map<String, String> before = month.books.places();
        month.passWithoutMoving(
                month.nights.register.program(), "refused", 65, "a **feed with a wrong line**: no order moves");
        assertThat(month.books.places()).isEqualTo(before);
        assertThat(month.nights.files("refused"))
                .contains("facts-2026-03-09.why.txt", "facts-2026-03-09/orders.csv", "facts-2026-03-09/accounts.csv");
        assertThat(month.nights.read("refused/facts-2026-03-09.why.txt")).contains("orders.csv: line", "no.example");
    }

    /** Of the orders that the run to undo has assigned, three are moved on, and one is cancelled. */
    private List<Asked> someOfThemAgain() {
        return assigned().stream()
                .limit(3)
                .map(asked -> new Asked(asked.order(), "cust-14142.example / DEFAULT", asked.requester(), true, ""))
                .toList();
    }

    private News oneIsCancelled() {
        String order = assigned().get(3).order();
        OrderFacts facts = month.expected.orderFacts(order);
        News news = new News(new TreeMap<>(), new TreeMap<>());
        news.orders().put(order, new OrderFacts(facts.kind(), "CANCELLED", "NONE", facts.partner()));
        return news;
    }

    private List<Asked> assigned() {
        List<String> outcomes = month.decided(runToUndo);
        return Stream.iterate(0, at -> at + 1)
                .limit(outcomes.size())
                .filter(at -> outcomes.get(at).equals("ASSIGNED"))
                .map(requestsOfIt::get)
                .toList();
    }

    private void byDay() {
        month.nights.clock.set(month.date()
                .atTime(LocalTime.of(9, 0))
                .atZone(MonthOfNights.BERLIN)
                .toInstant());
    }

    private void undoesARun() {
        Map<String, String> wanted = new TreeMap<>(month.books.places());
        assigned().stream()
                .skip(4)
                .forEach(asked -> wanted.put(
                        asked.order(), placesBeforeIt.getOrDefault(asked.order(), ExpectedRegister.NOWHERE)));

        Result undone =
                month.undo(runToUndo, "**undo** of the run over asked-2026-03-19-a.csv: three orders moved since");

        undo = month.lastRun();
        assertThat(undone.status()).isEqualTo(4);
        assertThat(month.books.places()).isEqualTo(wanted);
        assertThat(Register.records(month.nights
                        .folder
                        .resolve("reports")
                        .resolve("undo-of-run-%d.run-%d.rejections.csv".formatted(runToUndo, month.lastRun()))))
                .extracting(row -> row.get("__codes") + ": " + row.get("__message"))
                .filteredOn(text -> text.startsWith("CURRENT_ACCOUNT_DIFFERS"))
                .hasSize(3)
                .allMatch(
                        text -> text.matches(".* has been moved since and is in cust-14142.example, by run \\d+, which "
                                + System.getProperty("user.name") + " started and \".*@.*\" asked for."));
        assertBalanced();
    }

    private void undoesTheUndo() {
        month.undo(undo, "**undo** of the undo");
        assertBalanced();
    }

    private void assertBalanced() {
        assertThat(month.books.faults()).as(month.date().toString()).isEmpty();
        if (month.lastRun() > 0) {
            assertThat(month.books.places()).as(month.date().toString()).isEqualTo(month.expected.places);
        }
    }
}
