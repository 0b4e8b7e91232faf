package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of one file act one after the other, whichever numbers they use, chunks and workers they fall to. */
class WithinAFileTest {
    private static final String FULL = "order_number,order_number_type,smart_account,virtual_account,requester,"
            + "expected_account,justification";

    @TempDir
    private Path folder;

    private Register register;

    @BeforeEach
    void setUp() {
        register = new Register(folder, 3);
    }

    @AfterEach
    void tearDown() {
        register.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatsEndUnchangedHoweverManyChunksTheyFill(boolean preview) {
        int repeats = 2 * AssignRange.CHUNK + 10;
        Path file = register.file(
                "repeats.csv",
                Register.HEADER,
                IntStream.range(0, repeats).mapToObj(n -> (n % 2 == 0 ? "S1" : "W1") + ",a.example," + Register.ANN));

        register.run(file, "--preview=" + preview, "--workers", 4);

        List<String> outcomes = register.outcomes("repeats", 1);
        assertThat(outcomes).hasSize(repeats).startsWith("ASSIGNED", "UNCHANGED");
        assertThat(outcomes.subList(1, repeats)).containsOnly("UNCHANGED");
        assertThat(register.place("S1")).isEqualTo(preview ? "holding.p1.example / DEFAULT" : "a.example / DEFAULT");
    }

    @Test
    void aRepeatIsDecidedForItselfWhenTheFirstWasRefused() {
        decide("S1,,a.example,,bob@p2.example,,", "S1,,a.example,,ann@p1.example,,");

        assertThat(register.outcomes("file", 1)).containsExactly("REJECTED ORDER_NOT_FOUND", "ASSIGNED");
    }

    @Test
    void requestsThatSendAnOrderToDifferentPlacesAreAllRefused() {
        decide(
                "S1,,a.example,,ann@p1.example,,",
                "W1,WEB,b.example,,ann@p1.example,,",
                "S2,,a.example,,ann@p1.example,,",
                "S2,,Alpha,DEFAULT,ann@p1.example,,",
                "S3,,a.example,,ann@p1.example,,",
                "S3,,a.example,Lab,ann@p1.example,,");

        assertThat(register.outcomes("file", 1))
                .containsExactly(
                        "REJECTED CONFLICTING_REQUESTS",
                        "REJECTED CONFLICTING_REQUESTS",
                        "ASSIGNED",
                        "UNCHANGED",
                        "REJECTED CONFLICTING_REQUESTS",
                        "REJECTED CONFLICTING_REQUESTS");
    }

    @Test
    void aDestinationThatDoesNotResolveConflictsByItsText() {
        decide(
                "S1,,nowhere.example,,ann@p1.example,,",
                "S1,,a.example,,ann@p1.example,,",
                "S2,,nowhere.example,,ann@p1.example,,",
                "S2,,NOWHERE.example,,ann@p1.example,,",
                "S3,,a.example,Attic,ann@p1.example,,",
                "S3,,a.example,Cellar,ann@p1.example,,");

        assertThat(register.outcomes("file", 1))
                .containsExactly(
                        "REJECTED CONFLICTING_REQUESTS;ACCOUNT_NOT_FOUND",
                        "REJECTED CONFLICTING_REQUESTS",
                        "REJECTED ACCOUNT_NOT_FOUND",
                        "REJECTED ACCOUNT_NOT_FOUND",
                        "REJECTED CONFLICTING_REQUESTS;VIRTUAL_ACCOUNT_NOT_FOUND",
                        "REJECTED CONFLICTING_REQUESTS;VIRTUAL_ACCOUNT_NOT_FOUND");
    }

    @Test
    void whoMayNotSeeAnOrderAndWhatIsMalformedTakeNoPartInConflicts() {
        decide(
                "S1,,a.example,,ann@p1.example,,",
                "S1,,b.example,,bob@p2.example,,",
                "S1,,b.example,,nobody@p1.example,,",
                "S1,SALE,b.example,,ann@p1.example,,",
                "S1,,b.example");

        assertThat(register.outcomes("file", 1))
                .containsExactly(
                        "ASSIGNED",
                        "REJECTED ORDER_NOT_FOUND",
                        "REJECTED REQUESTER_UNKNOWN",
                        "REJECTED INVALID_VALUE",
                        "REJECTED MALFORMED_RECORD");
    }

    @Test
    void aConflictingRequestForWhereTheOrderIsStaysUnchanged() {
        decide("S1,,holding.p1.example,,ann@p1.example,,", "S1,,a.example,,ann@p1.example,,");

        assertThat(register.outcomes("file", 1)).containsExactly("UNCHANGED", "REJECTED CONFLICTING_REQUESTS");
    }

    @Test
    void anExpectationIsComparedWithWhatEarlierRequestsHaveMade() {
        decide("S1,,a.example,,ann@p1.example,HOLDING.P1.example,", "S2,,a.example,,ann@p1.example,NONE,");

        assertThat(register.outcomes("file", 1)).containsExactly("ASSIGNED", "REJECTED CURRENT_ACCOUNT_DIFFERS");
    }

    @Test
    void aHeaderAloneIsARunOfNoRequests() {
        assertThat(register.run(register.file("empty.csv", Register.HEADER, Stream.empty()))
                        .status())
                .isZero();
        assertThat(register.reports().resolve("empty.run-1.rejections.csv"))
                .hasContent("order_number,smart_account,requester,__line,__status,__code,__codes,__message,__action,"
                        + "__run\r\n");
    }

    @Test
    void reportsAreInFileOrderWhateverTheOrderOfTheOrders() {
        List<String> backwards = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> "S" + n + ",,pending.example,,ann@p1.example,,")
                .sorted(Collections.reverseOrder())
                .toList();
        decide(backwards.toArray(String[]::new));

        assertThat(register.results("file", 1))
                .extracting(each -> each.get("__line"))
                .containsExactly("2", "3", "4");
        assertThat(register.results("file", 1)).extracting(each -> each.get(0)).containsExactly("S3", "S2", "S1");
    }

    private void decide(String... records) {
        register.run(register.file("file.csv", FULL, Stream.of(records)));
    }
}
