package io.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.Document.Block;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A machine on which a page of instructions is carried out: a folder holds all its paths, and a PostgreSQL of its own.
 * Blocks for the whole system are checked for their form only, but for starting and stopping PostgreSQL.
 */
final class TrialMachine {
    private static final Pattern SERVER = Pattern.compile("(?m)^systemctl (start|stop|restart) postgresql$");
    private static final String AS_PROGRAM =
            "setpriv --reuid=handover --regid=handover --init-groups /opt/handover/handover";
    private static final int NOBODY = 65534;

    private final Path folder;
    private final Path programs;
    private final List<String> paths;
    private final Path data;
    private final int port;

    /** @param paths those of the page that stand for folders of the machine; the last holds the server's data */
    TrialMachine(Path folder, Path programs, List<String> paths) throws IOException, InterruptedException {
        this.folder = folder;
        this.programs = programs;
        this.paths = paths;
        this.data = at(paths.get(paths.size() - 1));
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (Path its : List.of(folder.resolve("run"), data, at("/var/backups/handover/wal"))) {
            Files.createDirectories(its);
        }
        give(
                folder.resolve("run"),
                data.resolve(".."),
                data,
                at("/var/backups/handover/wal"),
                at("/var/backups/handover"));
        serve("initdb", "--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync");
        Files.writeString(
                data.resolve("postgresql.conf"),
                "\nport = %d\nunix_socket_directories = '%s'\n".formatted(port, folder.resolve("run")),
                StandardOpenOption.APPEND);
        server("start");
        installProgram();
    }

    /** Returns the folder of the programs of a PostgreSQL that has all that is needed, the newest; empty for none. */
    static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted(Comparator.comparing((Path version) ->
                                        Double.valueOf(version.getFileName().toString()))
                                .reversed())
                        .forEach(version -> folders.add(version.resolve("bin")));
            }
        }
        Stream.of(System.getenv("PATH").split(":")).map(Path::of).forEach(folders::add);
        return folders.stream()
                .filter(bin -> Stream.of(
                                "initdb", "pg_ctl", "psql", "pg_dump", "pg_restore", "pg_basebackup", "vacuumdb")
                        .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                .findFirst();
    }

    /** Where a path of the page is. */
    Path at(String path) {
        return folder.resolve(path.substring(1));
    }

    /** What leads the program there as the given role. */
    Map<String, Object> properties(String role, String password) {
        return Map.of(
                "handover.database.url", "jdbc:postgresql://localhost:" + port + "/handover",
                "handover.database.user", role,
                "handover.database.password", password);
    }

    DataSource dataSource(String role, String password) {
        return new DriverManagerDataSource("jdbc:postgresql://localhost:" + port + "/handover", role, password);
    }

    /** Carries a block out, and returns what it printed. */
    String carryOut(Block block, String input) throws IOException, InterruptedException {
        String text = block.text().replace("localhost:5432", "localhost:" + port);
        for (String path : paths) {
            text = text.replaceAll("(?<![\\w/])" + path + "(?![\\w])", at(path).toString());
        }
        if (block.info().equals("sh system")) {
            run(List.of("bash", "-n", "-c", text), input);
            for (String verb :
                    SERVER.matcher(text).results().map(found -> found.group(1)).toList()) {
                server(verb);
            }
            return "";
        }
        List<String> words = new ArrayList<>(text.startsWith("# as postgres") ? asPostgres() : List.of());
        words.addAll(List.of("bash", "-euo", "pipefail", "-c", text));
        return run(words, input);
    }

    /** The wrapper that the page installs, but for the user: here the program runs as who runs the tests. */
    private void installProgram() throws IOException {
        String wrapper = Files.readString(Path.of("deploy/bin/handover"));
        assertThat(wrapper).contains(AS_PROGRAM);
        String program = ProgramProcess.command().stream()
                .map(word -> word.startsWith("./")
                        ? Path.of(word).toAbsolutePath().normalize().toString()
                        : word)
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path installed = folder.resolve("run/handover");
        Files.writeString(
                installed,
                wrapper.replace(AS_PROGRAM, program)
                        .replace("/etc/handover", at("/etc/handover").toString()));
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void server(String verb) throws IOException, InterruptedException {
        serve("pg_ctl", verb, "--wait", "--silent", "--log=" + folder.resolve("run/log"));
    }

    private void serve(String program, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(asPostgres());
        words.addAll(List.of(programs.resolve(program).toString(), "--pgdata=" + data));
        words.addAll(List.of(options));
        run(words, "");
    }

    private String run(List<String> words, String input) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "printed", "");
        Path typed = Files.writeString(folder.resolve("run/typed"), input);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HANDOVER_") || name.startsWith("PG"));
        environment.put("PATH", folder.resolve("run") + ":" + programs + ":" + environment.get("PATH"));
        environment.put("PGHOST", folder.resolve("run").toString());
        environment.put("PGPORT", Integer.toString(port));
        environment.put("PGUSER", "postgres");
        int status = builder.start().waitFor();
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(status)
                .as("%s%nprinted: %s", words.get(words.size() - 1), printed)
                .isZero();
        return printed;
    }

    /** PostgreSQL refuses to run as root. */
    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asPostgres() {
        return isRoot() ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups") : List.of();
    }

    private static void give(Path... files) throws IOException {
        if (isRoot()) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:uid", NOBODY);
            }
        }
    }

    void stop() throws IOException, InterruptedException {
        server("stop");
    }
}
