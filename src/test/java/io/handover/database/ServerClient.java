package io.handover.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that uses the server of a home: opens it, prints its address, closes it when its input ends. */
final class ServerClient implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ServerClient(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.open(Path.of(arguments[0]))) {
            System.out.println(server.url(EmbeddedServer.DATABASE));
            while (System.in.read() >= 0) {}
        }
    }

    /** Starts the process; what stands before the command is a program that runs it. */
    static ServerClient start(Path home, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ServerClient.class.getName(), home.toString()));
        return new ServerClient(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until the server is open. */
    String url() throws IOException {
        return String.valueOf(output.readLine());
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the end of the process, and of its output with it: nobody else may hold that. */
    int awaitEnd() throws IOException {
        while (output.readLine() != null) {}
        return process.onExit().join().exitValue();
    }

    /** Ends the process as a power cut would. */
    void kill() throws IOException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        awaitEnd();
    }
}
