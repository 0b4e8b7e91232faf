package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.handover.csv.RefusedInput;
import io.handover.ledger.Head;
import io.handover.ledger.SealedLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever the owner of the tables does to a sealed ledger, one thing at a time, is found and named: by the verification
 * of the tables, and offline by an export that is made after it, or by one that was made before.
 *
 * <p>{@code -Dledger.outcomes=1000000} does it all to a larger ledger, and {@code -Dledger.seed=} elsewhere in it.
 */
@Tag("long")
class TamperedLedgerTest {
    private static final int OUTCOMES = Integer.getInteger("ledger.outcomes", 6_000);
    private static final long SEED = Long.getLong("ledger.seed", 6);
    private static final Pattern OUTCOME = Pattern.compile("run (\\d+),.*?record (\\d+)\\)?: (.*)");

    private static final List<ExportForm> FORMS = List.of(ExportForm.values());
    private static final LedgerQuery ALL = LedgerQuery.ofRuns(List.of());

    /** What the words do not have, and an empty text in the place of none, which is none in CSV. */
    private static final Pattern SHOWS_IN_NO_EXPORT = Pattern.compile("^leaf =|the leaves of|= ''|'\\{}'");

    @TempDir
    private static Path folder;

    private static SealedLedger ledger;
    private static Head head;

    private static final Class<?>[] AUDITING = {
        VerifyLedger.class,
        VerifyRun.class,
        Strays.class,
        ExportLedger.class,
        QueriedOutcomes.class,
        ProveOutcomes.class
    };

    private static int exports;

    @BeforeAll
    static void makeLedger() {
        ledger = new SealedLedger(OUTCOMES, SEED, AUDITING);
        head = verify(null).head();
        OwnersHands.prepare(ledger);
        FORMS.forEach(form -> export(form, "before"));
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void findsNothingWhereNothingWasDone() {
        Verified verified = verify(head);

        assertThat(verified.first()).isEmpty();
        assertThat(verified.outcomes()).isEqualTo(OUTCOMES);
        assertThat(verified.head()).isEqualTo(head);
        FORMS.forEach(form -> assertThat(
                        VerifyExport.verify(before(form), head, rows -> {}).first())
                .isEmpty());
    }

    static Stream<Attack> onOutcomes() {
        return Stream.of(RowEdits.all(), RowAttacks.all(), TableAttacks.all()).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("onOutcomes")
    void findsWhatIsDoneToOutcomes(Attack attack) {
        ledger.inUndoneTransaction(() -> {
            Set<String> faults = attack.act().on(hands(attack));

            assertThat(faults(verify(null))).isEqualTo(faults);
            assertFoundOffline(outcomes(faults));
        });
    }

    static Stream<Attack> onTheLog() {
        return LogAttacks.all();
    }

    @ParameterizedTest
    @MethodSource("onTheLog")
    void findsWhatIsDoneToTheLog(Attack attack) {
        ledger.inUndoneTransaction(() -> {
            Set<String> faults = attack.act().on(hands(attack));

            assertThat(faults(verify(null))).isEqualTo(faults);
            assertFoundOffline(Set.of());
        });
    }

    /** Whoever makes all hashes anew has a ledger without a fault, which is not the one that somebody has the head of. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 7})
    void findsByTheHeadThatHistoryWasWrittenAnew(int number) {
        ledger.inUndoneTransaction(() -> {
            OwnersHands hands = hands();
            long run = hands.logFrom(number).get(0);
            Place row = hands.record(run, 1 + hands.random().nextInt(hands.size(run)));
            TableAttacks.editWithLeaf(hands, row);
            ledger.sealAgainFrom(number);

            assertThat(faults(verify(null))).isEmpty();
            assertNotTheSame();
            assertFoundOffline(Set.of(row.run() + "." + row.record()));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void findsByTheHeadThatRunsWereCutOff(int from) {
        ledger.inUndoneTransaction(() -> {
            List<Long> runs = hands().logFrom(from);
            for (int at = runs.size(); at > 0; at--) {
                ledger.forget(runs.get(at - 1));
            }

            assertThat(faults(verify(null))).isEmpty();
            assertNotTheSame();
            assertFoundOffline(Set.of());
        });
    }

    /** Nothing in the tables tells it from a month that was exported and detached; the export, if there is one, does. */
    @Test
    void showsThatAMonthIsGoneWhichIsSaidToBeDetached() {
        ledger.inUndoneTransaction(() -> {
            hands().execute(TableAttacks.DETACHED.formatted(SealedLedger.EARLIER));
            hands().execute("TRUNCATE outcomes_2026_09");

            Verified verified = verify(head);
            assertThat(verified.first()).isEmpty();
            assertThat(verified.outcomes()).isEqualTo(OUTCOMES - 6);
            assertFoundOffline(Set.of("1.1", "2.1", "2.2", "3.1", "3.2", "3.3"));
        });
    }

    private static void assertNotTheSame() {
        assertThat(verify(head).first()).hasSize(1);
        assertThat(verify(head).first().get(0).what()).contains(head.word());
        assertThatExceptionOfType(NotTheSameLedger.class)
                .isThrownBy(() -> ledger.get(ExportLedger.class)
                        .export(ALL, ExportForm.CSV, folder.resolve("none.csv"), head, rows -> {}));
    }

    @Test
    void findsAllOfThemAtOnce() {
        ledger.inUndoneTransaction(() -> {
            OwnersHands hands = hands();
            Set<String> faults = new HashSet<>();
            Set<String> outcomes = new HashSet<>();
            Stream.concat(RowEdits.all(), RowAttacks.all()).forEach(attack -> {
                Set<String> ofOne = attack.act().on(hands);
                faults.addAll(ofOne);
                outcomes.addAll(SHOWS_IN_NO_EXPORT.matcher(attack.name()).find() ? Set.of() : outcomes(ofOne));
            });

            assertThat(faults(verify(null)))
                    .filteredOn(fault -> OUTCOME.matcher(fault).matches())
                    .containsExactlyInAnyOrderElementsOf(faults.stream()
                            .filter(fault -> OUTCOME.matcher(fault).matches())
                            .toList());
            assertFoundOffline(ExportForm.CSV, outcomes);
        });
    }

    @Test
    void editsEveryColumn() {
        String edits = Stream.of(RowEdits.all(), RowAttacks.all())
                .flatMap(each -> each)
                .map(Attack::name)
                .collect(Collectors.joining("\n"));
        assertThat(columns("outcomes"))
                .allMatch(column -> Pattern.compile("(^|, )" + column + " = ", Pattern.MULTILINE)
                                .matcher(edits)
                                .find()
                        || List.of("run_id", "record", "period").contains(column));
    }

    private static List<String> columns(String table) {
        return ledger.get(JdbcClient.class)
                .sql("SELECT column_name FROM information_schema.columns WHERE table_name = :table")
                .param("table", table)
                .query((row, at) -> row.getString(1))
                .list();
    }

    private static OwnersHands hands() {
        return new OwnersHands(ledger, SealedLedger.runs(OUTCOMES), SEED);
    }

    private static OwnersHands hands(Attack attack) {
        return new OwnersHands(
                ledger, SealedLedger.runs(OUTCOMES), SEED + attack.name().hashCode());
    }

    private static Verified verify(@Nullable Head since) {
        return ledger.get(VerifyLedger.class).verify(since, outcomes -> {});
    }

    private static Set<String> faults(Verified verified) {
        assertThat(verified.faults())
                .as("all are told")
                .isEqualTo(verified.first().size());
        return verified.first().stream().map(Fault::toString).collect(Collectors.toSet());
    }

    /**
     * An export made now is refused, or says what the one from before says; and that one tells what is different.
     *
     * @param outcomes of which the two differ at least, {@code RUN.RECORD}
     */
    private static void assertFoundOffline(Set<String> outcomes) {
        assertFoundOffline(FORMS.get(exports % FORMS.size()), outcomes);
    }

    private static void assertFoundOffline(ExportForm form, Set<String> outcomes) {
        Path before = before(form);
        Path after = export(form, "after" + exports++);
        VerifiedExport verified = VerifyExport.verify(after, head, rows -> {});
        try {
            ObjectNode manifest = manifest(after);
            boolean hidesNothing =
                    verified.isSound() && manifest.get("detached").isEmpty();
            Set<String> different = ExportDifferences.between(
                    before, after, List.copyOf(SealedLedger.runs(OUTCOMES).keySet()));
            if (hidesNothing) {
                assertThat(different).isEmpty();
                assertThat(manifest).isEqualTo(manifest(before));
            } else {
                assertThat(different).as("%s", verified.first()).containsAll(outcomes);
                assertThat(different.isEmpty() && manifest.equals(manifest(before)))
                        .isFalse();
            }
            Files.delete(after);
        } catch (RefusedInput unreadable) {
            assertThat(verified.isSound()).isFalse();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> outcomes(Set<String> faults) {
        return faults.stream()
                .filter(fault -> !fault.contains("of no run") && !fault.contains("filed under"))
                .flatMap(fault -> OUTCOME.matcher(fault).results())
                .map(match -> match.group(1) + "." + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns it without what names the file. */
    private static ObjectNode manifest(Path export) throws IOException {
        ObjectNode manifest =
                (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(ExportLedger.manifestOf(export)));
        ((ObjectNode) manifest.get("file")).remove("name");
        return manifest;
    }

    private static Path before(ExportForm form) {
        return folder.resolve("before." + form.word());
    }

    private static Path export(ExportForm form, String name) {
        Path file = folder.resolve(name + "." + form.word());
        ledger.get(ExportLedger.class).export(ALL, form, file, null, rows -> {});
        return file;
    }
}
