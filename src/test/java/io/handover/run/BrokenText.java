package io.handover.run;

import java.util.List;
import java.util.Random;

/** One thing at a time that goes wrong with a file's text. */
final class BrokenText {
    private static final List<String> NASTY = List.of(
            "\"",
            "\"\"",
            "\"\"\"",
            "\",\"",
            "\" ",
            "\"\n",
            ",",
            ";",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\n\r",
            "\0",
            "\u0001",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009f",
            "\ufeff",
            "\u2028",
            "\u00a0",
            "\u200b",
            "\u202e",
            "😀",
            "=1+1",
            "'=",
            "\t=",
            "@",
            "__line",
            "1.13582E+08",
            "17850.0",
            "1,1E+8",
            "\\",
            "\\\"",
            "\\N",
            "{",
            "}",
            "NULL",
            "'");

    private static final List<String> HEADERS =
            List.of("", "order_number", "Smart Account", "__line", "__x", "'=x", "note", "NOTE", " ", "\0", "a\nb");

    private BrokenText() {}

    static String of(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(60));
        String before = text.substring(0, from);
        String chunk = text.substring(from, to);
        String after = text.substring(to);
        int kind = random.nextInt(100);
        if (kind < 40) {
            return before + anyOf(NASTY, random) + chunk + after;
        }
        if (kind < 50) {
            return before + after;
        }
        if (kind < 58) {
            return before + chunk + chunk + after;
        }
        if (kind < 63) {
            return after + chunk + before;
        }
        if (kind < 68) {
            return before;
        }
        if (kind < 74) {
            return withLineEnds(text, random);
        }
        if (kind < 80) {
            return text.replace(",;\t".charAt(random.nextInt(3)), ",;\t|".charAt(random.nextInt(4)));
        }
        if (kind < 88) {
            return withColumn(text, random);
        }
        return kind < 96 ? before + number(random) + after : before + tooMuch(random) + chunk + after;
    }

    private static String withLineEnds(String text, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> text.replace("\r\n", "\n");
            case 1 -> text.replace("\n", "\r\n");
            case 2 -> text.replace("\n", "\r");
            default -> text.replace("\n", "\n\n\r");
        };
    }

    private static String withColumn(String text, Random random) {
        String column = anyOf(HEADERS, random);
        return random.nextBoolean()
                ? column + "," + text.replace("\n", "\nx,")
                : text.replaceFirst("\n", "," + column + "\n");
    }

    /** A number as spreadsheets leave them behind, or nearly so. */
    private static String number(Random random) {
        return random.nextInt(100)
                + anyOf(List.of(".", ",", ""), random)
                + random.nextInt(10_000)
                + anyOf(List.of("E+", "e-", "E", ".0", ".00", ""), random)
                + random.nextInt(20);
    }

    /** Around the limits of 4,096 for a value and 65,536 for a record: one less, as much, one more, and far more. */
    private static String tooMuch(Random random) {
        int around = random.nextInt(3) - 1;
        return switch (random.nextInt(8)) {
            case 0, 1 -> "x".repeat(4_096 + around);
            case 2 -> "😀".repeat(4_096 + around);
            case 3 -> "\n" + "y".repeat(65_536 + around) + "\n";
            case 4 -> "\n\"" + "\r\n".repeat(32_767 + around) + "\"\n";
            case 5 -> ",".repeat(random.nextInt(3_000));
            case 6 -> "\n".repeat(random.nextInt(20_000));
            default -> "z".repeat(random.nextInt(100_000));
        };
    }

    private static <T> T anyOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
