package io.handover.nightly;

import io.handover.command.TestProgram;
import io.handover.command.TestProgram.Result;
import io.handover.run.Register;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A home with the small register behind it, and the passes over it, each at the time that its clock shows. */
final class Nights implements AutoCloseable {
    static final String DATE = "2026-02-03";

    final Register register;
    final NightClock clock = new NightClock();
    final Path folder;
    String zone = "UTC";

    Nights(Path parent) {
        this(parent, new Register(parent, 4));
    }

    Nights(Path parent, Register register) {
        this.folder = parent.resolve("home");
        this.register = register;
        clock.set(DATE + "T01:00:00Z");
        try {
            new Home(folder).make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a request file of Ann's arrive, with lines such as {@code S1,a.example}. */
    Path arrives(String name, String... requests) {
        return write(
                "inbox/" + name,
                Stream.concat(
                        Stream.of(Register.HEADER), Stream.of(requests).map(request -> request + "," + Register.ANN)));
    }

    Path write(String path, Stream<String> lines) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, lines.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result pass(Object... more) {
        return passWith(work -> {}, more);
    }

    Result passWith(Consumer<String> hook, Object... more) {
        return passOf(register.program(), hook, more);
    }

    Result passOf(TestProgram program, Consumer<String> hook, Object... more) {
        return program.withClock(clock).runWith(hook, arguments(more));
    }

    /** Returns the program on a night on which nobody answers where the database should be. */
    TestProgram programWithoutDatabase() {
        Map<String, Object> nowhere = new HashMap<>(register.database().properties());
        nowhere.put("handover.database.url", "jdbc:postgresql://127.0.0.1:1/handover");
        return TestProgram.with(nowhere);
    }

    Object[] arguments(Object... more) {
        return Stream.concat(
                        Stream.of(
                                "nightly",
                                "--home",
                                folder,
                                "--accept-terms",
                                "--json",
                                "--workers",
                                1,
                                "--settle",
                                "0s",
                                "--zone",
                                zone),
                        Stream.of(more))
                .toArray();
    }

    /** Returns the files below a folder of the home, by their paths in it. */
    List<String> files(String below) {
        Path start = folder.resolve(below);
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> start.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> archived() {
        return files("archive/" + DATE);
    }

    String read(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns status and codes of the refused requests of a run. */
    List<String> refusals(String report) {
        return Register.records(folder.resolve("reports").resolve(report)).stream()
                .map(each -> each.get("order_number") + " " + each.get("__status") + " " + each.get("__codes"))
                .toList();
    }

    void setExportStatus(String order, String status) {
        register.sql
                .sql("UPDATE orders SET export_status = :status WHERE sales_order_number = :order")
                .param("status", status)
                .param("order", order)
                .update();
    }

    /** Returns the values that a member has in each object of a list. */
    static List<String> each(JsonNode list, String member) {
        return list.valueStream().map(object -> object.get(member).asString()).toList();
    }

    @Override
    public void close() {
        register.close();
    }
}
