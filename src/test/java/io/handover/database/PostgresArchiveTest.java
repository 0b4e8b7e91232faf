package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PostgresArchiveTest {
    @TempDir
    Path folder;

    private static TarArchiveEntry file(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        return entry;
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
        entry.setLinkName(target);
        return entry;
    }

    private void unpack(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            for (TarArchiveEntry entry : entries) {
                archive.putArchiveEntry(entry);
                archive.closeArchiveEntry();
            }
        }
        PostgresArchive.unpack(inputOf(bytes), folder.resolve("postgresql"));
    }

    private static InputStream inputOf(ByteArrayOutputStream bytes) {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void keepsPermissionsAndLinks() throws IOException {
        unpack(file("bin/postgres", 0100755), file("lib/libpq.so.5", 0100640), link("lib/libpq.so", "libpq.so.5"));
        Path unpacked = folder.resolve("postgresql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.resolve("bin/postgres"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.resolve("lib/libpq.so.5"))))
                .isEqualTo("rw-r-----");
        assertThat(Files.readSymbolicLink(unpacked.resolve("lib/libpq.so"))).isEqualTo(Path.of("libpq.so.5"));
    }

    @Test
    void refusesAnEntryOutside() {
        assertRefused(file("../outside", 0100644));
        assertRefused(file("bin/../../outside", 0100644));
        assertRefused(file("/outside", 0100644));
    }

    @Test
    void refusesALinkThatLeadsOutside() {
        assertRefused(link("lib", ".."));
        assertRefused(link("lib/passwd", "/etc/passwd"));
    }

    @Test
    void refusesAFileThatLinksTogetherCarryOutside() {
        assertRefused(link("a/b", ".."), link("out", "a/b/../.."), file("out/outside", 0100644));
        assertRefused(link("a/b/c", "../.."), link("out", "a/b/c/../../x"), file("out/outside", 0100644));
    }

    @Test
    void refusesAnEntryOfAnotherKind() {
        assertThatThrownBy(() -> unpack(new TarArchiveEntry("fifo", TarConstants.LF_FIFO)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unexpected kind: fifo");
    }

    private void assertRefused(TarArchiveEntry... entries) {
        assertThatThrownBy(() -> unpack(entries)).isInstanceOf(IOException.class);
        assertThat(folder.resolve("outside")).doesNotExist();
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
