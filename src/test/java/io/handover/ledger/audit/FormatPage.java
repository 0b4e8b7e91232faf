package io.handover.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The page on the format of the ledger, and the example beside it. */
final class FormatPage {
    static final Path EXAMPLE = Path.of("docs/ledger-example");

    private static final Path FILE = Path.of("docs/ledger-format.md");

    private FormatPage() {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the fenced blocks of a kind, each as it stands between its fences. */
    static List<String> blocks(String text, String kind) {
        return found(text, "(?s)\n```" + kind + "\n(.*?)```\n");
    }

    /** Returns what the group of a pattern has matched, wherever it does. */
    static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
