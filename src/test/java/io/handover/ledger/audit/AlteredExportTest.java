package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.handover.csv.RefusedInput;
import io.handover.ledger.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is altered in an export or its manifest, one thing at a time and with the checksum made anew, is refused, by
 * Handover and by the script beside docs/ledger-format.md alike; but for what says the same in other bytes.
 */
@Tag("long")
class AlteredExportTest {
    private static final int SAMPLES = Integer.getInteger("ledger.samples", 1_000);
    private static final long SEED = Long.getLong("ledger.seed", 6);

    private static final Head HEAD =
            new Head(3, "8cf2837d043600d1c3f760afaca6e8e9c387d64b65b3e6d863e6fe4d10606000", null);

    /** Prints for each of the exports 0, 1 and so on with which status the script ends. */
    private static final String SCRIPT = """
            import contextlib, importlib.util, io, sys
            script, head, form, exports = sys.argv[1:]
            spec = importlib.util.spec_from_file_location("verify_export", script)
            verify_export = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(verify_export)
            for number in range(int(exports)):
                sys.argv = [script, f"{number}.{form}", "--since", head]
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    try:
                        status = verify_export.main()
                    except BaseException as crash:
                        status = repr(crash)
                print(status)
            """;

    private static final Pattern EMPTY_LINE = Pattern.compile("\n\r?\n|\r\r|^\r?\n");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<Boolean> sound = new ArrayList<>();

    /** A file and its manifest, which has the checksum of the file. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Export(ExportForm form, byte[] rows, byte[] manifest) {
        static Export of(ExportForm form, byte[] rows, ObjectNode manifest) {
            if (manifest.get("file") instanceof ObjectNode file) {
                file.put("type", form.word()).put("bytes", rows.length).put("sha256", DigestUtils.sha256Hex(rows));
            }
            return new Export(form, rows, JsonMapper.shared().writeValueAsBytes(manifest));
        }

        ObjectNode json() {
            return (ObjectNode) JsonMapper.shared().readTree(manifest);
        }
    }

    private static Export example(ExportForm form) throws IOException {
        Path file = FormatPage.EXAMPLE.resolve(form == ExportForm.JSONL ? "orders.jsonl" : "orders.csv");
        ObjectNode manifest =
                (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(ExportLedger.manifestOf(file)));
        byte[] rows = form == ExportForm.PARQUET
                ? ExportedFiles.bytes(form, ExportedFiles.read(file, ExportForm.CSV))
                : Files.readAllBytes(file);
        return Export.of(form, rows, manifest);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherManifest(ExportForm form) throws Exception {
        Export example = example(form);
        assertThat(verify(example)).isTrue();
        for (ObjectNode altered : AlteredJson.of(example.json())) {
            assertThat(verify(new Export(form, example.rows, JsonMapper.shared().writeValueAsBytes(altered))))
                    .as("%s", altered)
                    .isEqualTo(checked(altered).equals(checked(example.json()))
                            && !altered.toString().contains(":null"));
        }
        assertThatTheScriptAgrees(form);
    }

    /** Returns what of the manifest hashes vouch for: all but what is there for orientation. */
    private static ObjectNode checked(ObjectNode manifest) {
        ObjectNode checked = manifest.deepCopy();
        checked.retain("format", "head", "since", "consistency", "runs", "proof", "file", "rows");
        if (checked.get("file") instanceof ObjectNode file) {
            file.retain("type", "bytes", "sha256");
        }
        return checked;
    }

    @ParameterizedTest
    @EnumSource
    void refusesOtherRows(ExportForm form) throws Exception {
        Export example = example(form);
        List<ExportedRow> rows = rows(example);
        for (int at = 0; at < rows.size(); at++) {
            int here = at;
            for (int other = 0; other < rows.size(); other++) {
                int there = other;
                if (there != here) {
                    refuses(example, rows, 0, copy -> Collections.swap(copy, here, there));
                    refuses(example, rows, 0, copy -> copy.set(here, rows.get(there)));
                }
                refuses(example, rows, 1, copy -> copy.add(there, rows.get(here)));
            }
            refuses(example, rows, -1, copy -> copy.remove(here));
            for (ObjectNode altered : AlteredJson.of(AlteredRow.json(rows.get(here)))) {
                ExportedRow row = AlteredRow.row(altered);
                if (row != null && !row.equals(rows.get(here))) {
                    refuses(example, rows, 0, copy -> copy.set(here, row));
                }
            }
        }
        assertThatTheScriptAgrees(form);
    }

    /** With the counts of the manifest as they were, and as they would have to be. */
    private void refuses(Export example, List<ExportedRow> original, int more, Consumer<List<ExportedRow>> change)
            throws IOException {
        List<ExportedRow> rows = new ArrayList<>(original);
        change.accept(rows);
        ObjectNode manifest = example.json();
        byte[] bytes = ExportedFiles.bytes(example.form, rows);
        assertThat(verify(Export.of(example.form, bytes, manifest)))
                .as("%s", rows)
                .isFalse();
        if (more != 0) {
            manifest.put("rows", manifest.get("rows").asInt() + more);
            ObjectNode run = (ObjectNode) manifest.get("runs").get(0);
            run.put("rows", run.get("rows").asInt() + more);
            assertThat(verify(Export.of(example.form, bytes, manifest)))
                    .as("%s", rows)
                    .isFalse();
        }
    }

    /** Of Parquet RefusedExportTest damages every part. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PARQUET")
    void refusesOtherBytesUnlessTheySayTheSame(ExportForm form) throws Exception {
        Export example = example(form);
        List<ExportedRow> rows = rows(example);
        for (int time = 0; time < SAMPLES; time++) {
            Export altered = Export.of(form, damagedRows(example.rows), example.json());
            assertThat(verify(altered)).isEqualTo(saysTheSame(altered, rows));
        }
        for (int time = 0; time < SAMPLES; time++) {
            Export altered = new Export(form, example.rows, damaged(example.manifest));
            if (verify(altered)) {
                assertThat(checked(altered.json())).isEqualTo(checked(example.json()));
            }
        }
        assertThatTheScriptAgrees(form);
    }

    private boolean saysTheSame(Export altered, List<ExportedRow> rows) throws IOException {
        try {
            return rows(altered).equals(rows);
        } catch (RefusedInput unreadable) {
            return false;
        }
    }

    /** Without empty lines, which Handover passes by, and CRs between the values of JSON, which are no line ends. */
    private byte[] damagedRows(byte[] whole) {
        byte[] damaged = damaged(whole);
        while (EMPTY_LINE.matcher(new String(damaged, StandardCharsets.UTF_8)).find()) {
            damaged = damaged(whole);
        }
        return damaged;
    }

    private byte[] damaged(byte[] whole) {
        int at = random.nextInt(whole.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.writeBytes(Arrays.copyOf(whole, at));
        switch (random.nextInt(4)) {
            case 0 -> damaged.write(whole[at] ^ 1 << random.nextInt(8));
            case 1 -> damaged.writeBytes(new byte[] {whole[at], whole[at]});
            case 2 -> damaged.writeBytes(new byte[] {whole[at], (byte) " \t\n\"',0={}[]\\".charAt(random.nextInt(13))});
            default -> {}
        }
        damaged.writeBytes(Arrays.copyOfRange(whole, at + 1, whole.length));
        return damaged.toByteArray();
    }

    private List<ExportedRow> rows(Export export) throws IOException {
        return ExportedFiles.read(Files.write(folder.resolve("read." + export.form.word()), export.rows), export.form);
    }

    private boolean verify(Export export) throws IOException {
        Path file = Files.write(folder.resolve(sound.size() + "." + export.form.word()), export.rows);
        Files.write(ExportLedger.manifestOf(file), export.manifest);
        sound.add(VerifyExport.verify(file, HEAD, rows -> {}).isSound());
        return sound.get(sound.size() - 1);
    }

    private void assertThatTheScriptAgrees(ExportForm form) throws IOException, InterruptedException {
        if (form == ExportForm.PARQUET) {
            return;
        }
        ForeignProgram.assumeInstalled("docs/verify_export.py", "python3");
        ForeignProgram script = ForeignProgram.run(
                folder,
                "python3",
                "-c",
                SCRIPT,
                Path.of("docs/verify_export.py").toAbsolutePath().toString(),
                HEAD.word(),
                form.word(),
                Integer.toString(sound.size()));
        List<String> statuses = script.printed().lines().toList();
        assertThat(statuses).hasSameSizeAs(sound);
        List<String> disagreements = new ArrayList<>();
        for (int number = 0; number < sound.size(); number++) {
            String status = statuses.get(number);
            if (!(sound.get(number) ? status.equals("0") : status.matches("[12]"))) {
                Path file = folder.resolve(number + "." + form.word());
                disagreements.add("%s %s%n%s".formatted(sound.get(number), status, shown(file)));
            }
        }
        assertThat(disagreements).isEmpty();
    }

    private static String shown(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                + new String(Files.readAllBytes(ExportLedger.manifestOf(file)), StandardCharsets.UTF_8);
    }
}
