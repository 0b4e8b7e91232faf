package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Homes that others have a hand in. Only root can make files that belong to others, so those tests are root's. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ForeignHandsTest {
    private static final int SOMEBODY = 12_345;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.toRealPath().resolve("home"));
        permit(home, "rwx------");
    }

    static boolean isRoot() {
        return ServerAccount.isRoot();
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void giveAway(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> EmbeddedServer.open(home))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwx--x--x", "rwxr-xr-x"})
    void takesAHomeThatOnlyItsOwnerWritesTo(String permissions) throws IOException {
        permit(home, permissions);
        assertThatCode(() -> ServerHome.make(home)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx----w-", "rwxrwxrwx"})
    void refusesAHomeThatOthersCanWriteTo(String permissions) throws IOException {
        permit(home, permissions);
        assertRefused("Other users can write to the folder " + home, "chmod go-w '" + home + "'");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    @EnabledIf("isRoot")
    void takesAGroupForOthersUnlessItIsTheOwnersOwn() throws IOException {
        permit(home, "rwxrwx---");
        assertThatCode(() -> ServerHome.make(home)).doesNotThrowAnyException();
        Files.setAttribute(home, "unix:gid", SOMEBODY);
        assertRefused("Other users can write to the folder " + home);
    }

    @Test
    @EnabledIf("isRoot")
    void refusesAHomeOfAnotherUser() throws IOException {
        giveAway(home);
        assertRefused("The folder " + home + " belongs to another user (" + SOMEBODY + ")", "HANDOVER_HOME");
    }

    @Test
    @EnabledIf("isRoot")
    void refusesALinkOfAnotherUserToAHome() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home);
        giveAway(link);
        assertThatThrownBy(() -> EmbeddedServer.open(link))
                .hasMessageContaining("The folder " + link + " belongs to another user");
    }

    @ParameterizedTest
    @EnabledIf("isRoot")
    @ValueSource(
            strings = {
                "password",
                "password-program",
                "password.incomplete",
                "lock",
                "clients.lock",
                "postgresql.log",
                "postgresql.log.old",
                "data",
                "postgresql-18.6.0"
            })
    void refusesLinksThatAnotherUserHasPlanted(String name) throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "untouched");
        Path link = Files.createSymbolicLink(home.resolve(name), target);
        giveAway(link);
        assertRefused(link + " belongs to another user", "rm -r '" + link + "'");
        assertThat(target).hasContent("untouched");
    }

    @Test
    @EnabledIf("isRoot")
    void refusesAPasswordThatAnotherUserHasPlanted() throws IOException {
        Path password = Files.writeString(home.resolve("password"), "known");
        permit(password, "rw-------");
        giveAway(password);
        assertRefused(password + " belongs to another user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "lock", "clients.lock"})
    void followsNoLinkFromItsOwnFiles(String name) throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "untouched");
        permit(target, "rw-------");
        Files.createSymbolicLink(home.resolve(name), target);
        assertRefused("cannot be used");
        assertThat(target).hasContent("untouched");
    }

    @Test
    void refusesAPasswordThatOthersCanRead() throws IOException {
        Path password = Files.writeString(home.resolve("password"), "known");
        permit(password, "rw-r-----");
        assertRefused("Other users can read the password", "chmod 600 '" + password + "'");
    }

    @Test
    void followsNoLinkInTheServersFolder() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        Path target = Files.writeString(folder.resolve("target"), "1\n2\n3\n4\n");
        Files.createSymbolicLink(data.resolve("postmaster.pid"), target);
        assertThatThrownBy(() -> Postmaster.of(data)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new Postmaster(data, ProcessHandle.current().pid(), 4).forgetIfAnotherProgram())
                .isInstanceOf(IOException.class);
        assertThat(target).hasContent("1\n2\n3\n4\n");
    }
}
