package io.handover.assignment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Tables that tests are run by. */
final class Resource {
    private Resource() {}

    /** Returns the lines of the table that are neither blank nor comments. */
    static Stream<String> lines(String name) {
        try (var in = Resource.class.getResourceAsStream("/assignment/" + name)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
