package io.handover.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Refuses a home in which another user could have laid something ready, or still could: a password that the other
 * knows, a symbolic link to a file that Handover then overwrites. As ssh does with its folder.
 */
final class ForeignHands {
    private static final int ROOT = 0;

    /** What root's server, which is another user, owns in root's home. Never as links. */
    private static final List<String> OF_THE_SERVER = List.of("data", "postgresql.log", "postgresql.log.old");

    private static final Set<PosixFilePermission> GROUP_OR_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private ForeignHands() {}

    /**
     * Checks a home and what lies in it, where the file system knows of users.
     *
     * @param given the home as it was named, perhaps a symbolic link
     * @throws DatabaseUnavailable with what to type
     */
    static void refuse(Path given, ServerHome home) throws IOException {
        if (!given.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        long me = new UnixSystem().getUid();
        refuseFolderOfOthers(given, me);
        refuseFolderOfOthers(home.folder(), me);
        refuseWritableByOthers(home.folder());
        try (Stream<Path> entries = Files.list(home.folder())) {
            for (Path entry : entries.toList()) {
                refuseEntryOfOthers(entry, me);
            }
        }
        for (Path password : List.of(home.password(), home.programPassword())) {
            refuseReadableByOthers(password);
        }
    }

    private static void refuseFolderOfOthers(Path folder, long me) throws IOException {
        if (!isOf(folder, me)) {
            throw new DatabaseUnavailable(
                    "The folder %s belongs to another user (%s), who could change what Handover keeps there. Start Handover as that user, or set HANDOVER_HOME to a folder of your own."
                            .formatted(folder, owner(folder)));
        }
    }

    private static void refuseWritableByOthers(Path folder) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        boolean ownGroup =
                attributes.group().getName().equals(attributes.owner().getName());
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !ownGroup)) {
            throw new DatabaseUnavailable(
                    "Other users can write to the folder %s, and so change what Handover keeps there. Look whether all in it is yours, then type: chmod go-w '%s'"
                            .formatted(folder, folder));
        }
    }

    private static void refuseEntryOfOthers(Path entry, long me) throws IOException {
        String name = entry.getFileName().toString();
        boolean ofTheServer = me == ROOT
                && !Files.isSymbolicLink(entry)
                && (OF_THE_SERVER.contains(name) || name.startsWith(ServerPrograms.STAGING));
        if (!ofTheServer && !isOf(entry, me)) {
            throw new DatabaseUnavailable(
                    "%s belongs to another user (%s), who may have put it there for Handover to use. Find out why it is there, then type: rm -r '%s'"
                            .formatted(entry, owner(entry), entry));
        }
    }

    private static void refuseReadableByOthers(Path password) throws IOException {
        if (Files.exists(password)
                && Files.getPosixFilePermissions(password).stream().anyMatch(GROUP_OR_OTHERS::contains)) {
            throw new DatabaseUnavailable(
                    "Other users can read the password in %s. Type: chmod 600 '%s'".formatted(password, password));
        }
    }

    /** Root may do everything anyway, so what is root's was put there by nobody who could not have read it all. */
    private static boolean isOf(Path path, long user) throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return owner == user || owner == ROOT;
    }

    private static String owner(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }
}
