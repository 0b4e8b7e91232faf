package io.handover.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's first process, as it tells of itself in {@code postmaster.pid}. After a crash the file is still there,
 * and the number in it may belong to anybody by now.
 *
 * @param data the folder that it serves
 * @param pid number of the process
 * @param port where it listens on loopback
 */
record Postmaster(Path data, long pid, int port) {
    private static final String FILE = "postmaster.pid";
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** No process ever has the highest number there is. */
    private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

    /** Reads the file of a data folder; nothing when no server has left one there, or has only begun to write it. */
    static Optional<Postmaster> of(Path data) throws IOException {
        try {
            List<String> lines = lines(data);
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            data,
                            Long.parseLong(lines.get(PID_LINE).strip()),
                            Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Whether the process lives and serves the data, as far as the operating system can tell. */
    boolean isAlive() throws IOException {
        return isSomeProcess() && !isAnotherProgram();
    }

    /**
     * Takes the number out of the file when it belongs to another program of the same user by now: PostgreSQL would take
     * that one for a server and not start. The rest is left, for PostgreSQL finds in it what has outlived the process.
     */
    void forgetIfAnotherProgram() throws IOException {
        if (isSomeProcess() && isAnotherProgram()) {
            List<String> lines = lines(data);
            lines.set(PID_LINE, NO_PROCESS);
            byte[] changed = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            Files.write(
                    data.resolve(FILE),
                    changed,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** The folder belongs to the server's user, who is not root's to follow: a link there is an error. */
    private static List<String> lines(Path data) throws IOException {
        try (InputStream file = Files.newInputStream(data.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new ArrayList<>(text.lines().toList());
        }
    }

    private boolean isSomeProcess() throws IOException {
        String owner = Files.getOwner(data).getName();
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().user().map(owner::equals).orElse(true))
                .isPresent();
    }

    /**
     * PostgreSQL works in its data folder, and a dead process that nobody has taken notice of yet works nowhere. Where
     * that does not show (other systems than Linux, processes of others), the program's name has to do.
     */
    private boolean isAnotherProgram() {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return !Files.readSymbolicLink(process.resolve("cwd")).equals(data);
        } catch (NoSuchFileException workingNowhere) {
            return Files.exists(process) || hasAnotherName();
        } catch (IOException | UnsupportedOperationException hidden) {
            return hasAnotherName();
        }
    }

    private boolean hasAnotherName() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> !command.contains("postgres"))
                .orElse(false);
    }
}
