package io.handover.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.database.RestartableServer;
import io.handover.database.RestartableServer.End;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger lies on a disk that is really full; when there is room again the same command completes the run. */
@Tag("long")
class FullDiskTest {
    private static final int ORDERS = 4 * AssignRange.CHUNK;
    private static final int DISK_MEGABYTES = 16;

    /** Enough for the first chunk, not for all. */
    private static final int ROOM_BYTES = 1 << 19;

    @TempDir
    private Path folder;

    @Test
    void endsTheRunUntilThereIsRoom() throws IOException, InterruptedException {
        assumeTrue(mayMount(), "needs Linux, unshare, and the right to mount (root) to make a small disk");
        try (RestartableServer server = RestartableServer.start(folder.resolve("home"))) {
            endsTheRunUntilThereIsRoom(server);
        } finally {
            List.of("handover.database.url", "handover.database.user", "handover.database.password")
                    .forEach(System::clearProperty);
        }
    }

    private void endsTheRunUntilThereIsRoom(RestartableServer server) throws IOException, InterruptedException {
        TestProgram program = TestProgram.with(server.properties());
        assertThat(program.run("runs").status()).isZero();
        JdbcClient sql = JdbcClient.create(server.dataSource());
        Register.fill(sql, ORDERS);
        server.end(End.FAST);
        Path small = Files.createDirectory(folder.resolve("home/small"));
        Path disk = server.startAgainWithSmallDisk(small, DISK_MEGABYTES);
        sql.sql("CREATE TABLESPACE small LOCATION '" + small + "'").update();
        sql.sql("ALTER TABLE outcomes SET TABLESPACE small").update();
        Path ballast = fill(disk);
        Object[] run = run();

        Result ended = program.run(run);

        assertThat(ended.status()).as(ended.err()).isEqualTo(69);
        assertThat(ended.err())
                .startsWith("The disk of the database is full (could not extend file")
                .contains("No space left on device")
                .contains("the same command takes it up")
                .hasLineCount(2);
        Traces.assertNothingHalfDone(sql);

        Files.delete(ballast);
        Result completed = program.run(run);
        assertThat(completed.status()).as(completed.err()).isZero();
        Traces.assertNothingHalfDone(sql);
        assertThat(sql.sql("SELECT count(*) FROM outcomes").query(Integer.class).single())
                .isEqualTo(ORDERS);
    }

    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        long room = disk.toFile().getUsableSpace() - ROOM_BYTES;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] page = new byte[1 << 12];
            for (long written = 0; written < room; written += page.length) {
                out.write(page);
            }
        }
        return ballast;
    }

    private Object[] run() throws IOException {
        Path file = folder.resolve("file.csv");
        Stream<String> requests =
                IntStream.rangeClosed(1, ORDERS).mapToObj(n -> "S" + n + ",a.example," + Register.ANN);
        Files.write(file, Stream.concat(Stream.of(Register.HEADER), requests).toList());
        return new Object[] {"run", file, "--accept-terms", "--workers", 1, "--out", folder.resolve("reports")};
    }

    private static boolean mayMount() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
