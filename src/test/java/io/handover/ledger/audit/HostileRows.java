package io.handover.ledger.audit;

import io.handover.ledger.RecordedOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows with all that a text may be, in every column that takes one. */
final class HostileRows {
    private static final Instant DECIDED = Instant.parse("2026-11-23T16:40:37.123456Z");

    private static final List<String> TEXTS = List.of(
            "plain",
            "\"",
            "a \"quoted\" word",
            "\"quoted\"",
            "one,two;three\tfour|five",
            "line\nline",
            "line\r\nline",
            "line\rline",
            "\r",
            "\n",
            "\t",
            "\tafter a tab",
            "=1+1",
            "+1",
            "-1",
            "@now",
            "'",
            "'plain",
            "'=1+1",
            "''=1+1",
            "'\tx",
            "one;=1+1",
            "=cmd|'/c calc'!A1",
            "#",
            "\\",
            "\\N",
            "\\\"",
            "\\u0041",
            "null",
            "NULL",
            "true",
            "false",
            "NaN",
            "0",
            "007",
            "-0",
            "1E5",
            "12345678901234567890",
            "2026-11-23",
            "2026-11-23T16:40:37Z",
            "{\"a\":1}",
            "[]",
            " ",
            " leading",
            "trailing ",
            "\u00A0",
            "\u3000wide\u3000",
            "Zürich",
            "e\u0301",
            "\uFFFD",
            "\uFEFFmark",
            "\u2028",
            "\u2029",
            "\u0085",
            "\u200F\u202Eright to left",
            "שלום",
            "👩‍💻🇩🇪",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF",
            "\u0001\u001F\u007F",
            "\b\f",
            "x".repeat(4_096),
            "\"".repeat(4_096),
            "😀".repeat(4_096),
            "=".repeat(4_096));

    private HostileRows() {}

    /** Returns a row for each text, which it has in all columns for texts, and rows with as little as there may be. */
    static List<ExportedRow> all() {
        List<ExportedRow> rows = new ArrayList<>();
        for (String text : TEXTS) {
            rows.add(row(rows.size() + 1, DECIDED.plus(rows.size(), ChronoUnit.MICROS), text, text));
        }
        rows.add(row(Integer.MAX_VALUE, Instant.EPOCH, "x", null));
        rows.add(row(1, Instant.parse("1969-12-31T23:59:59.999999Z"), "x", null));
        rows.add(row(2, Instant.parse("9999-12-31T23:59:59.999999Z"), "x", null));
        return rows;
    }

    /** @param given in the columns that may be without a value */
    static ExportedRow row(int record, Instant decided, String always, @Nullable String given) {
        RecordedOutcome outcome = new RecordedOutcome(
                Long.MAX_VALUE - record,
                record,
                record + 1L,
                decided,
                given,
                given,
                given,
                given,
                given,
                given,
                given,
                given,
                given,
                always,
                given,
                given,
                given,
                given);
        return new ExportedRow(outcome, always, always, always, given);
    }
}
