package io.handover.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The spreadsheet of LibreOffice, as somebody uses it who opens a CSV file and saves it again. */
final class LibreOffice {
    private static final String UTF_8_FROM_LINE_1 = ",34,76,1";

    private final Path folder;

    /** @param folder for what it writes */
    LibreOffice(Path folder) {
        this.folder = folder;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
    }

    /** Settings of the import: how fields are parted (a code, or several with {@code /}), all else as it comes. */
    static String parted(String separators) {
        return "CSV:" + separators + UTF_8_FROM_LINE_1;
    }

    /** Settings of the import: quoted fields are text, and numbers in other forms are recognised. */
    static String quotedFieldsAsText() {
        return parted("44") + ",,0,true,true";
    }

    /** Settings of the import: all columns are text. */
    static String allText(int columns) {
        return parted("44")
                + IntStream.rangeClosed(1, columns)
                        .mapToObj(column -> column + "/2")
                        .collect(Collectors.joining("/", ",", ""));
    }

    FlatSheet open(Path csv, String settings) throws IOException, InterruptedException {
        return FlatSheet.read(convert(csv, settings, "fods", ".fods"));
    }

    /** Opens a file with all columns as text and saves it as CSV again; returns the new file. */
    Path saveAgain(Path csv, int columns) throws IOException, InterruptedException {
        return convert(csv, allText(columns), "csv:Text - txt - csv (StarCalc):44" + UTF_8_FROM_LINE_1, ".csv");
    }

    private Path convert(Path csv, String settings, String target, String extension)
            throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "saved");
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "--headless",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--infilter=" + settings,
                "--convert-to",
                target,
                "--outdir",
                out.toString(),
                csv.toString()));
        Process soffice = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(soffice.getInputStream().readAllBytes(), UTF_8);
        String name = String.valueOf(csv.getFileName());
        Path converted = out.resolve(name.substring(0, name.lastIndexOf('.')) + extension);
        if (soffice.waitFor() != 0 || !Files.exists(converted)) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + printed);
        }
        return converted;
    }
}
