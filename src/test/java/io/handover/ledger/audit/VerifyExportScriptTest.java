package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.ledger.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** The script beside docs/ledger-format.md finds the example sound, and what is altered in it; and so does Handover. */
@Tag("long")
class VerifyExportScriptTest {
    private static final Path SCRIPT = Path.of("docs/verify_export.py").toAbsolutePath();
    private static final String HEAD = "3:8cf2837d043600d1c3f760afaca6e8e9c387d64b65b3e6d863e6fe4d10606000";
    private static final String EARLIER = "1:6750c869bf276581d1624c4878e211b23633ff96edbf1632d3dc416f3586103a";
    private static final String ANOTHER_ROOT = "0".repeat(64);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsPython() {
        ForeignProgram.assumeInstalled("docs/verify_export.py", "python3");
    }

    @BeforeEach
    void copyTheExample() throws IOException {
        FileSystemUtils.copyRecursively(FormatPage.EXAMPLE, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.csv", "orders.jsonl"})
    void acceptsTheExports(String export) throws Exception {
        assertSound(verifyTwice(export, null));
        assertSound(verifyTwice(export, EARLIER));
        assertSound(verifyTwice(export, HEAD));
    }

    @Test
    void acceptsTheProofs() throws Exception {
        assertSound(verify("--proof", "proof.json"));
        assertSound(verify("--proof", "proof.json", "--since", HEAD));
    }

    @Test
    void tellsWhetherAnExportIsOfTheWholeLedger() throws Exception {
        assertThat(verify("orders.csv").printed().lines()).contains("the whole ledger");
        assertThat(verify("orders.jsonl").printed())
                .contains("run 7: 2 of 5 outcomes")
                .doesNotContain("whole");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders.csv   | 4711,4711,,       | 4711,4712,,       | run 7, line 2 to line 6: the rows and their proof do not
            orders.csv   | \tüber            | \tuber            | run 6, line 7 to line 10: the rows and their proof do not
            orders.jsonl | "status":"REJ     | "status":"PROJ    | run 7, line 1 to line 2: the rows and their proof do not
            orders.jsonl | "record":5        | "record":4        | run 7, line 1 to line 2: record 4 of 5 stands after
            orders.jsonl | "started_by":"han | "started_by":"Han | run 7, line 1: mode, started_by, program_version
            """)
    void findsAValueThatWasAltered(String file, String from, String to, String found) throws Exception {
        alter(file, from, to);
        assertThat(verifyTwice(file, null).printed()).startsWith("the file does not have the bytes and the SHA-256");
        mendChecksum(file);
        assertWrong(verifyTwice(file, null), found);
        assertWrong(verifyTwice(file, HEAD), found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders.jsonl | 215976b4 | run 7, line 1 to line 2: the rows and their proof do not make the root
            orders.jsonl | eff014fb | run 7, line 1 to line 2: the rows and their proof do not make the root
            orders.csv   | 31da8070 | run 6, line 7 to line 10: the rows and their proof do not make the root
            orders.jsonl | e3b0c442 | head: the statements and their proof do not make the root
            orders.jsonl | 8cf2837d | head: the statements and their proof do not make the root
            orders.jsonl | d618fb15 | head: the statements and their proof do not make the root
            orders.csv   | 40ebcb61 | consistency does not prove that the log of head begins with that of since
            """)
    void findsAHashThatWasAltered(String export, String hash, String found) throws Exception {
        alter(export + ".manifest.json", hash, "00000000");
        assertWrong(verifyTwice(export, null), found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1329715f | run 7, record 2: outcome and in_run do not make the root
            ac3b680c | run 7, record 2: statement and in_log do not make the root
            WEB      | run 6, record 1: outcome and in_run do not make the root
            """)
    void findsAProofThatWasAltered(String from, String found) throws Exception {
        alter("proof.json", from, "00000000");
        assertWrong(verify("--proof", "proof.json"), found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders.csv   | 3  | run 7, line 2 to line 3: a hash is missing in the proof
            orders.csv   | 6  | run 7, line 2 to line 5: rows: 4, by the manifest 5
            orders.csv   | 9  | run 6, line 7 to line 9: a hash is missing in the proof
            orders.jsonl | 2  | run 7, line 1: rows: 1, by the manifest 2
            """)
    void findsARowThatWasDropped(String export, int line, String found) throws Exception {
        List<String> lines = new ArrayList<>(List.of(read(export).split("(?<=\n)")));
        lines.remove(line - 1);
        Files.writeString(folder.resolve(export), String.join("", lines));
        mendChecksum(export);
        assertWrong(verifyTwice(export, null), found);
    }

    @Test
    void findsAHeadThatIsAnother() throws Exception {
        for (String other : List.of("1:" + ANOTHER_ROOT, "2" + EARLIER.substring(1), "2" + HEAD.substring(1))) {
            assertWrong(verifyTwice("orders.csv", other), "neither head nor since is " + other);
        }
        assertWrong(verify("--proof", "proof.json", "--since", EARLIER), "head is not " + EARLIER);
        alter("orders.jsonl.manifest.json", "\"size\": 3", "\"size\": 4");
        assertWrong(verifyTwice("orders.jsonl", null), "head: size and time are not those of the last statement");
        alter("orders.csv.manifest.json", "\"time\": \"2026", "\"time\": \"2027");
        assertWrong(verifyTwice("orders.csv", null), "the log's last statement is not from the time of its head");
    }

    @Test
    void saysOtherwiseWhatItCannotRead() throws Exception {
        Files.delete(folder.resolve("orders.jsonl"));
        assertThat(verify("orders.jsonl").status()).isEqualTo(2);
        assertThat(verify("orders.csv", "--since", ANOTHER_ROOT).status()).isEqualTo(2);
    }

    private ForeignProgram verify(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        command.addAll(List.of(options));
        return ForeignProgram.run(folder, command.toArray(String[]::new));
    }

    /** Has the script verify an export, and Handover, which must come to the same. */
    private ForeignProgram verifyTwice(String export, @Nullable String since) throws IOException, InterruptedException {
        ForeignProgram script = since == null ? verify(export) : verify(export, "--since", since);
        Head head = since == null ? null : new Head(since.charAt(0) - '0', since.substring(2), null);
        VerifiedExport ours = VerifyExport.verify(folder.resolve(export), head, rows -> {});
        assertThat(ours.isSound()).as("%s and %s", ours, script).isEqualTo(script.status() == 0);
        return script;
    }

    private static void assertSound(ForeignProgram script) {
        assertThat(script.printed()).contains("head " + HEAD);
        assertThat(script.status()).isZero();
    }

    private static void assertWrong(ForeignProgram script, String found) {
        assertThat(script.printed()).contains(found).doesNotContain("head " + HEAD);
        assertThat(script.status()).isEqualTo(1);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void alter(String file, String from, String to) throws IOException {
        String text = read(file);
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    /** Makes the manifest say of the file what it is now. */
    private void mendChecksum(String export) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(export));
        String manifest = export + ".manifest.json";
        Files.writeString(
                folder.resolve(manifest),
                read(manifest)
                        .replaceFirst("\"bytes\": \\d+", "\"bytes\": " + bytes.length)
                        .replaceFirst("\"sha256\": \"\\w+\"", "\"sha256\": \"" + DigestUtils.sha256Hex(bytes) + "\""));
    }
}
