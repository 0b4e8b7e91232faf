package io.handover.ledger.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program that is not ours has answered. */
record ForeignProgram(int status, String printed) {
    /** Skips the test, or all of the class, where one of the programs is not on the PATH. */
    static void assumeInstalled(String what, String... programs) {
        for (String program : programs) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":", -1))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    what + " is not tried: no " + program + " on the PATH");
        }
    }

    static ForeignProgram run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new ForeignProgram(process.waitFor(), printed);
    }
}
