package io.handover.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, taken apart: marked parts, the cells of their tables, fenced blocks. */
final class Document {
    private static final Pattern HEADING_OR_BLOCK =
            Pattern.compile("(?ms)^#+ (?<heading>[^\n]+)$|^(?<indent> *)```(?<info>[^\n]+)\n(?<text>.*?)^ *```$");

    private final Path file;
    private final String text;

    private Document(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** A fenced block: the heading above it, what stands behind its first fence, and its lines. */
    record Block(String heading, String info, String text) {}

    static Document read(Path file) throws IOException {
        return new Document(file, Files.readString(file));
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

    /** All fenced blocks, those of lists without their indent. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        for (Matcher found = HEADING_OR_BLOCK.matcher(text); found.find(); ) {
            if (found.group("heading") != null) {
                heading = found.group("heading");
            } else {
                String lines = found.group("text").replaceAll("(?m)^" + found.group("indent"), "");
                blocks.add(new Block(heading, found.group("info"), lines));
            }
        }
        return blocks;
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
            throw new AssertionError(file + " has nothing that looks like " + pattern);
        }
        return matcher;
    }

    private static Pattern partPattern(String name) {
        return Pattern.compile("(?s)<!-- " + name + " -->\n(.*?)<!-- /" + name + " -->");
    }
}
