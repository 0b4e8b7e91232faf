package io.handover.database;

import io.handover.files.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which Handover keeps its own PostgreSQL, and what lies where in it. */
record ServerHome(Path folder) {
    private static final String OWNER_ONLY = "rwx------";

    /** Root's server runs as another user, who must be able to pass through. */
    private static final String PASSABLE = "rwx--x--x";

    /**
     * Makes the folder when it is not there, closed to other users, and refuses it when they have or had a hand in it.
     * Its path has no symbolic links afterwards.
     */
    static ServerHome make(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute, Permissions.of(absolute, ServerAccount.isRoot() ? PASSABLE : OWNER_ONLY));
        }
        ServerHome home = new ServerHome(absolute.toRealPath());
        ForeignHands.refuse(absolute, home);
        return home;
    }

    /** Where the data lies, once it has been initialized. */
    Path data() {
        return folder.resolve("data");
    }

    Path password() {
        return folder.resolve("password");
    }

    Path programPassword() {
        return folder.resolve("password-program");
    }

    Path log() {
        return folder.resolve("postgresql.log");
    }

    /** Locked by the one who is about to start or to stop the server. */
    Path mutex() {
        return folder.resolve("lock");
    }

    /** Locked, shared, by everyone who uses the server. */
    Path clients() {
        return folder.resolve("clients.lock");
    }
}
