package io.handover.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The program as a process of its own, for tests that kill, stop or starve it. It is made of the classes under test;
 * {@code -Dhandover.command=./handover} takes the program as users start it instead, which is faster to start but has
 * to be built before.
 *
 * @param output what it prints, on standard output and standard error
 */
public record ProgramProcess(Process process, Path output) {
    private static final List<String> COMMAND = command();

    /** Starts a command. Properties such as {@code handover.database.url} reach it by its environment. */
    public static ProgramProcess start(Path output, Map<String, Object> properties, Object... arguments)
            throws IOException {
        return start(COMMAND, output, properties, arguments);
    }

    /** As {@link #start}, with the log of the program and not that of its tests. */
    public static ProgramProcess startLoggingAsItsUsersSee(
            Path output, Map<String, Object> properties, Object... arguments) throws IOException {
        List<String> withoutTests = COMMAND.stream()
                .map(word -> word.replaceAll("[^" + File.pathSeparator + "]*test-classes" + File.pathSeparator, ""))
                .toList();
        return start(withoutTests, output, properties, arguments);
    }

    private static ProgramProcess start(
            List<String> command, Path output, Map<String, Object> properties, Object... arguments) throws IOException {
        List<String> words = new ArrayList<>(command);
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        properties.forEach((name, value) ->
                builder.environment().put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        return new ProgramProcess(builder.start(), output);
    }

    static List<String> command() {
        String given = System.getProperty("handover.command");
        return given != null
                ? List.of(given)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.handover.Handover");
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends it a signal, by the name that {@code kill} knows it by: {@code STOP}, {@code CONT}, {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status);
        }
    }

    /** Waits for its end, and returns its exit status. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    public String printed() throws IOException {
        return Files.readString(output);
    }
}
