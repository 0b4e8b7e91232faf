package io.handover.report;

import io.handover.csv.CsvText;
import io.handover.files.UnwrittenFile;
import io.handover.files.WholeFile;
import io.handover.ledger.audit.Finding;
import io.handover.ledger.audit.Finding.Departure;
import io.handover.ledger.audit.Finding.LastOutcome;
import io.handover.ledger.audit.FindingKind;
import io.handover.ledger.audit.Reconciliation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The orders of which the source system and Handover say different things, a row each, from which alone somebody who
 * asks can be answered. It holds no time but those of moves and outcomes, to the second, in UTC.
 */
public final class FindingsReport {
    private static final List<String> OF_ORDER = List.of(
            "order_number",
            "web_order_number",
            "finding",
            "meaning",
            "advice",
            "feed_line",
            "feed_account",
            "feed_virtual_account",
            "account",
            "virtual_account",
            "assigned_by_run");

    private static final List<String> OF_DEPARTURE = List.of("left_at", "left_by_run", "left_by_line");

    private static final List<String> OF_LAST_OUTCOME = List.of(
            "last_status",
            "last_codes",
            "last_message",
            "last_to_account",
            "last_to_virtual_account",
            "last_run",
            "last_line",
            "last_decided",
            "last_requester",
            "last_reference");

    private FindingsReport() {}

    /** Tells of each finding, and then how many there were. */
    @FunctionalInterface
    public interface Findings {
        Reconciliation forEach(Consumer<Finding> teller);
    }

    /**
     * Writes them to a file, in memory that does not grow with them.
     *
     * @throws UnwrittenFile when it cannot be written
     */
    public static Reconciliation write(Path file, Findings findings) {
        AtomicReference<Reconciliation> told = new AtomicReference<>();
        WholeFile.write(file, out -> told.set(print(new CsvText(out), findings)));
        return told.get();
    }

    /** Writes the same to where somebody reads it. */
    public static Reconciliation print(Writer out, Findings findings) throws IOException {
        return print(new CsvText(out), findings);
    }

    private static Reconciliation print(CsvText text, Findings findings) throws IOException {
        text.print(Stream.of(OF_ORDER, OF_DEPARTURE, OF_LAST_OUTCOME)
                .flatMap(List::stream)
                .toList());
        try {
            Reconciliation told = findings.forEach(finding -> print(text, finding));
            text.flush();
            return told;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void print(CsvText text, Finding finding) {
        try {
            text.print(values(finding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> values(Finding finding) {
        return Stream.of(
                        Stream.of(
                                finding.orderNumber(),
                                finding.webOrderNumber(),
                                finding.kind().name(),
                                finding.kind().meaning(),
                                finding.kind().advice(),
                                text(finding.feedLine()),
                                text(finding.feedAccount()),
                                text(finding.feedVirtualAccount()),
                                text(finding.account()),
                                text(finding.virtualAccount()),
                                text(finding.assignedByRun())),
                        values(finding.left()),
                        values(finding.last()))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<String> values(@Nullable Departure left) {
        return left == null
                ? OF_DEPARTURE.stream().map(column -> "")
                : Stream.of(time(left.decided()), text(left.run()), text(left.line()));
    }

    private static Stream<String> values(@Nullable LastOutcome last) {
        return last == null
                ? OF_LAST_OUTCOME.stream().map(column -> "")
                : Stream.of(
                        last.status(),
                        String.join(";", last.codes()),
                        text(last.message()),
                        text(last.toAccount()),
                        text(last.toVirtualAccount()),
                        text(last.run()),
                        text(last.line()),
                        time(last.decided()),
                        last.requester(),
                        text(last.reference()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns how many findings there are of each kind, a line each. */
    public static String inWords(Reconciliation told) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Orders in their file: %,d, at the same place in Handover: %,d%n",
                told.read(),
                told.agreed()));
        told.findings()
                .forEach((FindingKind kind, Long count) ->
                        text.append(String.format(Locale.ROOT, "  %-16s %,10d%n", kind, count)));
        return text.toString();
    }
}
