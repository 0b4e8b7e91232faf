package io.handover.database;

import io.handover.files.Permissions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs that PostgreSQL brings along: {@code initdb} and {@code pg_ctl}. What they print goes to the server's log. */
final class ServerPrograms {
    /** User of the database server, who may do everything there. */
    static final String USER = "handover";

    /** How the names of folders begin in which data folders are made. */
    static final String STAGING = "initdb-";

    private static final long LOG_BYTES_KEPT = 10_000_000;
    private static final int LOG_LINES_TOLD = 5;
    private static final Pattern VARIABLES_OF_THE_PROGRAM = Pattern.compile("PG|HANDOVER_|OTEL_");
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final ServerHome home;
    private final Path binaries;

    ServerPrograms(ServerHome home, Path postgresql) {
        this.home = home;
        this.binaries = postgresql.resolve("bin");
    }

    /** Makes the data folder. It gets its name only when it is complete; what an earlier attempt left is cleared away. */
    void initialize(String password) throws IOException {
        clearStaging();
        List<String> tried = new ArrayList<>();
        for (ServerAccount account : ServerAccount.forNewData()) {
            Path staging = Files.createTempDirectory(home.folder(), STAGING);
            String outcome = initialize(staging, account, password);
            if (outcome.isEmpty()) {
                Files.move(staging.resolve("data"), home.data(), StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(staging);
                return;
            }
            tried.add("initdb " + account.description() + ": " + outcome);
            FileTree.delete(staging);
        }
        throw failure("could not be set up", tried);
    }

    private String initialize(Path staging, ServerAccount account, String password) {
        Path passwordFile = staging.resolve("password");
        try {
            ServerPassword.write(ServerPassword.keptByServer(password), passwordFile);
            account.own(passwordFile);
            account.own(staging);
            return run(
                    account,
                    "initdb",
                    "--pgdata=" + staging.resolve("data"),
                    "--pwfile=" + passwordFile,
                    "--username=" + USER,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions");
        } catch (IOException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private void clearStaging() throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(home.folder())) {
            left = entries.filter(entry -> entry.getFileName().toString().startsWith(STAGING))
                    .toList();
        }
        for (Path folder : left) {
            FileTree.delete(folder);
        }
    }

    /** Starts the server and waits until it answers, recovery after a crash included. */
    void start(int port, List<String> settings) throws IOException {
        rotateLog();
        ServerAccount account = ServerAccount.ofData(home.data());
        String options = "-c port=" + port + " -c " + String.join(" -c ", settings);
        String outcome = run(
                account,
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=300",
                "--silent",
                "--pgdata=" + home.data(),
                "--options=" + options);
        if (!outcome.isEmpty()) {
            throw failure("did not start", List.of("pg_ctl start " + account.description() + ": " + outcome));
        }
    }

    /** Stops the server, transactions under way included, and waits until it is gone. */
    void stop() throws IOException {
        ServerAccount account = ServerAccount.ofData(home.data());
        String outcome = run(
                account,
                "pg_ctl",
                "stop",
                "--mode=fast",
                "--wait",
                "--timeout=60",
                "--silent",
                "--pgdata=" + home.data());
        if (!outcome.isEmpty()) {
            throw failure("did not stop", List.of("pg_ctl stop " + account.description() + ": " + outcome));
        }
    }

    /** Returns what went wrong, or nothing. The program gets no stream of ours, for the server would keep it. */
    private String run(ServerAccount account, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.resolve(program).toString()));
        command.addAll(List.of(arguments));
        if (!Files.exists(home.log())) {
            Files.createFile(home.log(), Permissions.of(home.log(), "rw-------"));
            account.own(home.log());
        }
        ProcessBuilder builder = new ProcessBuilder(account.running(command))
                .directory(home.folder().toFile())
                .redirectInput(new File(WINDOWS ? "NUL" : "/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
        builder.environment()
                .keySet()
                .removeIf(name -> VARIABLES_OF_THE_PROGRAM.matcher(name).lookingAt());
        builder.environment().put("LC_ALL", "C");
        try {
            int status = builder.start().waitFor();
            return status == 0 ? "" : "exit status " + status;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(home.log()) && Files.size(home.log()) > LOG_BYTES_KEPT) {
            Path old = home.log().resolveSibling(home.log().getFileName() + ".old");
            Files.move(home.log(), old, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private DatabaseUnavailable failure(String what, List<String> tried) throws IOException {
        return new DatabaseUnavailable(
                """
                Handover's own PostgreSQL in %s %s (%s). Start Handover as an ordinary user in a folder of that user, \
                or name a server of your own in HANDOVER_DATABASE_URL. The last lines of %s:
                %s""".formatted(home.folder(), what, String.join("; ", tried), home.log(), endOfLog()));
    }

    private String endOfLog() throws IOException {
        List<String> lines = new String(Files.readAllBytes(home.log()), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_TOLD), lines.size()));
    }
}
