package io.handover.nightly;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files that lay in a folder at a moment, by name, each with what tells whether somebody writes it still: its size,
 * and when it was last changed.
 */
final class Arrivals {
    /** What programs that transfer files call those that are not whole yet. */
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart");

    private record Stamp(long size, FileTime changed) {}

    private final SortedMap<Path, Stamp> wanted = new TreeMap<>();
    private final SortedMap<Path, Stamp> unwanted = new TreeMap<>();

    private final Path folder;
    private final Predicate<String> belongs;

    private Arrivals(Path folder, Predicate<String> belongs) {
        this.folder = folder;
        this.belongs = belongs;
    }

    /** Looks at a folder. Files that somebody says are not whole yet, by their name, and folders are passed over. */
    static Arrivals in(Path folder, Predicate<String> belongs) throws IOException {
        Arrivals arrivals = new Arrivals(folder, belongs);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Arrivals::mayBeTouched)) {
            for (Path file : files) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes == null || attributes.isDirectory()) {
                    continue;
                }
                boolean isWanted = attributes.isRegularFile() && belongs.test(name(file));
                (isWanted ? arrivals.wanted : arrivals.unwanted).put(file, stamp(attributes));
            }
        }
        return arrivals;
    }

    /** Returns the files that are wanted here, by name. */
    List<Path> files() {
        return List.copyOf(wanted.keySet());
    }

    /** Returns files that do not belong here, and links. */
    List<Path> others() {
        return List.copyOf(unwanted.keySet());
    }

    /** Returns how long to wait until each file, if nobody changes it, has been as it is for so long; at most so long. */
    Duration untilSettled(Duration settle, Instant now) {
        return wanted.values().stream()
                .map(stamp -> settle.minus(Duration.between(stamp.changed().toInstant(), now)))
                .map(rest -> rest.compareTo(settle) > 0 ? settle : rest)
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** Whether a file is as it was at the moment of the look. */
    boolean isAsItWas(Path file) throws IOException {
        BasicFileAttributes now = attributes(file);
        return now != null && stamp(now).equals(wanted.get(file));
    }

    /** Whether all of them are, and no other has come. */
    boolean areAsTheyWere() throws IOException {
        return in(folder, belongs).wanted.equals(wanted);
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean mayBeTouched(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static Stamp stamp(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime());
    }
}
