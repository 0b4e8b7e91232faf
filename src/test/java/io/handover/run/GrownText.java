package io.handover.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Request files grown from the grammar of RFC 4180, sound for the most part. */
final class GrownText {
    private static final List<String> COLUMNS = List.of(
            "order_number",
            "smart_account",
            "requester",
            "virtual_account",
            "Order Number Type",
            "SMART_ACCOUNT_KEY",
            "justification",
            "reference",
            "note",
            "=note 2",
            "",
            "",
            "__line",
            "__status");

    private static final List<String> VALUES = List.of(
            "",
            "S1",
            "S2",
            "4711",
            "1.13582E+08",
            "17850.0",
            "1,1E8",
            "a.example",
            "b.example",
            "SALES",
            "NAME",
            "EMAIL",
            "ann@p1.example",
            "bob@p2.example",
            "DEFAULT",
            "=1+1",
            "'=1+1",
            "''",
            "\t-1",
            "\r=1",
            "\u00a0",
            " x ",
            "\"",
            "\"\"",
            "first\nsecond",
            "a\r\nb\rc",
            ",",
            ";",
            "\t",
            "\0",
            "\u0007",
            "\u0085",
            "東京",
            "😀",
            "\u202e");

    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r", "\r\n\r\n", "\n\n\n");

    private GrownText() {}

    static String of(Random random) {
        List<String> columns = new ArrayList<>(COLUMNS.subList(0, 2 + random.nextInt(COLUMNS.size() - 1)));
        Collections.shuffle(columns, random);
        char delimiter = ",,,;\t".charAt(random.nextInt(5));
        String lineEnd = LINE_ENDS.get(random.nextInt(LINE_ENDS.size()));
        StringBuilder text = new StringBuilder(line(columns, delimiter, random));
        for (int records = random.nextInt(12); records > 0; records--) {
            text.append(lineEnd).append(line(values(columns.size(), random), delimiter, random));
        }
        return text.append(random.nextBoolean() ? lineEnd : "").toString();
    }

    private static List<String> values(int columns, Random random) {
        int count = random.nextInt(15) > 0 ? columns : random.nextInt(columns + 4);
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            values.add(VALUES.get(random.nextInt(VALUES.size())));
        }
        return values;
    }

    private static String line(List<String> fields, char delimiter, Random random) {
        return fields.stream()
                .map(field -> field(field, delimiter, random))
                .collect(Collectors.joining(String.valueOf(delimiter)));
    }

    private static String field(String field, char delimiter, Random random) {
        boolean needsQuotes = field.chars().anyMatch(c -> c == delimiter || "\"\r\n".indexOf(c) >= 0);
        return needsQuotes || random.nextInt(6) == 0 ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
