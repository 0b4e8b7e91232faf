package io.handover.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root; there, another user steps in.
 *
 * @param description for messages: "as …"
 * @param prefix what stands before the program on its command line
 * @param owner numbers of the user and group who own the data, or none when they are those of this process
 */
record ServerAccount(String description, List<String> prefix, List<Integer> owner) {
    private static final ServerAccount OURS = new ServerAccount("as this user", List.of(), List.of());

    /** In a user namespace of its own, root is nobody in particular and has no privileges beyond its own files. */
    private static final ServerAccount NAMESPACE =
            new ServerAccount("in a user namespace (unshare)", List.of("unshare", "--user"), List.of());

    /** The number of "nobody" and of its group on today's Linux systems. */
    private static final int NOBODY = 65534;

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Returns the ways to run a server on data that do not exist yet, the best first. */
    static List<ServerAccount> forNewData() {
        return isRoot() ? List.of(user(NOBODY, NOBODY), NAMESPACE) : List.of(OURS);
    }

    /** Returns the way to run a server on data that exist: as the one who owns them. */
    static ServerAccount ofData(Path data) throws IOException {
        if (!isRoot()) {
            return OURS;
        }
        int user = (Integer) Files.getAttribute(data, "unix:uid");
        int group = (Integer) Files.getAttribute(data, "unix:gid");
        return user == 0 ? NAMESPACE : user(user, group);
    }

    private static ServerAccount user(int user, int group) {
        return new ServerAccount(
                "as user %d (setpriv)".formatted(user),
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"),
                List.of(user, group));
    }

    /** Makes a file or an empty folder the property of the user as whom the programs run. */
    void own(Path path) throws IOException {
        if (!owner.isEmpty()) {
            Files.setAttribute(path, "unix:gid", owner.get(1));
            Files.setAttribute(path, "unix:uid", owner.get(0));
        }
    }

    /** Returns the command line that runs a program as this account. */
    List<String> running(List<String> program) {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }
}
