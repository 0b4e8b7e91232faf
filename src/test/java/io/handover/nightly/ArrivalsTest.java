package io.handover.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram;
import io.handover.facts.LoadFeeds;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.nightly.PassSummary.FactsState;
import io.handover.run.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts as whole. */
class ArrivalsTest {
    private static final Instant NOW = Instant.parse("2026-02-03T01:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void waitsForTheYoungestFileAndNoLonger() throws IOException {
        assertThat(untilSettled()).isZero();
        file("old.csv", NOW.minusSeconds(60));
        assertThat(untilSettled()).isZero();
        file("young.csv", NOW.minusSeconds(2));
        file("younger.csv", NOW.minusMillis(1_500));
        assertThat(untilSettled()).isEqualTo(Duration.ofMillis(3_500));
        file("of-a-clock-that-is-fast.csv", NOW.plusSeconds(3_600));
        assertThat(untilSettled()).isEqualTo(SETTLE);
    }

    @Test
    void noticesThatAFileHasGrownWasTouchedOrIsGone() throws IOException {
        Path same = file("same.csv", NOW);
        Path grown = file("grown.csv", NOW);
        Path touched = file("touched.csv", NOW);
        Path gone = file("gone.csv", NOW);
        Arrivals arrivals = arrivals();
        assertThat(arrivals.areAsTheyWere()).isTrue();

        Files.writeString(grown, "more", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(grown, FileTime.from(NOW));
        Files.setLastModifiedTime(touched, FileTime.from(NOW.plusMillis(1)));
        Files.delete(gone);

        assertThat(arrivals.isAsItWas(same)).isTrue();
        assertThat(Stream.of(grown, touched, gone))
                .noneSatisfy(file -> assertThat(arrivals.isAsItWas(file)).isTrue());
        assertThat(arrivals.areAsTheyWere()).isFalse();
    }

    @Test
    void noticesThatAnotherFileHasCome() throws IOException {
        Arrivals arrivals = arrivals();
        file("new.csv", NOW);
        assertThat(arrivals.areAsTheyWere()).isFalse();
    }

    /** All feeds wait for the one that is being written: half of the facts are no facts. */
    @Test
    void noFeedIsLoadedWhileOneIsBeingWritten() throws IOException {
        try (Register register = new Register(folder, 1);
                var program = TestProgram.on(register.database()).start()) {
            Home home = new Home(folder.resolve("home"));
            home.make();
            Files.writeString(
                    home.feeds().resolve("people.csv"),
                    "email,organization,active,internal\nx@y.example,P1,true,false\n");
            Path accounts = Files.writeString(
                    home.feeds().resolve("accounts.csv"), "domain,name,type,status,contact_email,partner\n");
            Arrivals arrived = Arrivals.in(home.feeds(), LoadFeeds.names()::contains);
            Files.writeString(accounts, "x.example,X,CUSTOMER,ACTIVE,,\n", StandardOpenOption.APPEND);
            Notes notes = new Notes(NOW);

            program.getBean(TakeFacts.class).take(arrived, tonight(home, notes));

            PassSummary summary = notes.summary(NOW);
            assertThat(summary.facts().state()).isEqualTo(FactsState.WAITING);
            assertThat(summary.exitStatus()).isZero();
            assertThat(summary.left())
                    .extracting(PassSummary.LeftFile::file)
                    .containsExactly("accounts.csv", "people.csv");
            assertThat(notes.halted())
                    .as("the pass goes on with the facts of before")
                    .isNull();
            assertThat(register.count("SELECT count(*) FROM people")).isEqualTo(2);
        }
    }

    private static Tonight tonight(Home home, Notes notes) {
        PassOptions options = new PassOptions(new AcceptedTerms("1", NOW), "nobody", SETTLE, SETTLE, 1, ZoneOffset.UTC);
        return new Tonight(home, options, LocalDate.EPOCH, notes);
    }

    private Duration untilSettled() throws IOException {
        return arrivals().untilSettled(SETTLE, NOW);
    }

    private Arrivals arrivals() throws IOException {
        return Arrivals.in(folder, name -> name.endsWith(".csv"));
    }

    private Path file(String name, Instant changed) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "order_number");
        return Files.setLastModifiedTime(file, FileTime.from(changed));
    }
}
