package io.handover.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** README.md, taken apart: marked parts, the cells of their tables, fenced blocks. */
final class Readme {
    static final Path FILE = Path.of("README.md");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read() throws IOException {
        return new Readme(Files.readString(FILE));
    }

    String text() {
        return text;
    }

    /** What stands between {@code <!-- name -->} and {@code <!-- /name -->}. */
    String part(String name) {
        return first(partPattern(name)).group(1);
    }

    /** The whole text with another content of a part. */
    String with(String name, String content) {
        return partPattern(name)
                .matcher(text)
                .replaceFirst(Matcher.quoteReplacement("<!-- " + name + " -->\n" + content + "<!-- /" + name + " -->"));
    }

    /** The cells of a part's table in one column, counted from 0, without the heading and without code marks. */
    List<String> column(String part, int number) {
        return part(part)
                .lines()
                .skip(2)
                .map(row -> Arrays.asList(row.split("\\s*\\|\\s*", -1)).get(number + 1))
                .map(cell -> cell.replace("`", ""))
                .toList();
    }

    /** The section under a heading, up to the next one of the same level. */
    String section(String heading) {
        return first(Pattern.compile("(?s)\n## " + Pattern.quote(heading) + "\n(.*?)(?=\n## |\\z)"))
                .group(1);
    }

    /** All lines of the fenced blocks in a language. */
    List<String> fenced(String language) {
        List<String> lines = new ArrayList<>();
        Pattern.compile("(?s)\n```" + language + "\n(.*?)```")
                .matcher(text)
                .results()
                .forEach(block -> block.group(1).lines().forEach(lines::add));
        return lines;
    }

    private Matcher first(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(FILE + " has nothing that looks like " + pattern);
        }
        return matcher;
    }

    private static Pattern partPattern(String name) {
        return Pattern.compile("(?s)<!-- " + name + " -->\n(.*?)<!-- /" + name + " -->");
    }
}
