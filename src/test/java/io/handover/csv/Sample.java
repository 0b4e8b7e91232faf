package io.handover.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file as text, and what is expected of it.
 *
 * @param expected a line each
 */
record Sample(String title, String text, List<String> expected) {

    /** Reads samples from a resource: blocks, parted by empty lines, of a title, a text and what is expected of it. */
    static Stream<Sample> of(String resource) {
        try (var in = Sample.class.getResourceAsStream("/csv/" + resource)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\n\n")).skip(1).map(Sample::parse);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Sample parse(String block) {
        List<String> lines = block.lines().toList();
        String text = lines.get(1).substring(1);
        return new Sample(
                lines.get(0),
                (text.isEmpty() ? text : text.substring(1)).translateEscapes(),
                lines.stream()
                        .skip(2)
                        .map(line -> line.substring(2).translateEscapes())
                        .collect(Collectors.toList()));
    }

    @Override
    public String toString() {
        return title;
    }
}
