package io.handover.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What anybody who can list processes sees of them: their command lines, gathered for as long as a program runs. */
final class CommandLines {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int PAUSE_MILLIS = 5;

    private CommandLines() {}

    /** Looks at all processes again and again until the program has ended, and returns every command line seen. */
    static Set<String> until(Process end) throws IOException, InterruptedException {
        Set<String> seen = new TreeSet<>();
        do {
            look(seen);
        } while (!end.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        return seen;
    }

    /** Returns the environments of the processes whose command line has this word in it. */
    static Set<String> environmentsOf(String word) throws IOException {
        Set<String> seen = new TreeSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (read(process.resolve("cmdline")).contains(word)) {
                    seen.add(read(process.resolve("environ")));
                }
            }
        }
        return seen;
    }

    private static void look(Set<String> seen) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                seen.add(read(process.resolve("cmdline")));
            }
        }
    }

    /** Returns nothing for a process that has just ended. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
