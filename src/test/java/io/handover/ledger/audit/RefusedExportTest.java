package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.handover.csv.RefusedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is no export is refused, and told where and why. */
class RefusedExportTest {
    private static final Instant DECIDED = Instant.parse("2026-11-23T16:40:37.123456Z");

    private static final List<ExportedRow> ROWS = List.of(
            HostileRows.row(1, DECIDED, "APPLY", "first"),
            HostileRows.row(2, DECIDED, "APPLY", null),
            HostileRows.row(3, DECIDED, "APPLY", "third"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decided,run       | decided,run,run     | line 1: column 3 of the header is run where an export has line",
                "decided,run       | run,decided         | line 1: column 1 of the header is run where an export has decided",
                ",terms_version    | ''                  | line 1: the header has 21 columns where an export has 22",
                ",terms_version    | ,terms_version,more | line 1: the header has 23 columns where an export has 22",
                "first,first,first | first,first         | line 2: the record has 21 fields where the header has 22",
                "APPLY,third       | APPLY,third,4       | line 4: the record has 23 fields where the header has 22",
                "APPLY,third       | APPLY,\"third       | line 4: a quote opens here and never closes",
                "APPLY,third       | APPLY,=third        | line 4: codes is a formula to a spreadsheet: the ' before it",
                ",4,3,third        | ,4,three,third      | line 4: record must be a whole number of 32 bits, and is \"three\"",
                ",4,3,third        | ,4,,third           | line 4: there is no record",
                ",4,3,third        | ,4,4294967296,third | line 4: record must be a whole number of 32 bits, and is \"4294967296\"",
                ",4,3,third        | ,+4,3,third         | line 4: line must be a whole number, and is \"+4\"",
                ",4,3,third        | ,04,3,third         | line 4: line must be a whole number, and is \"04\"",
                ",4,3,third        | ,1E2,3,third        | line 4: line must be a whole number, and is \"1E2\"",
                "37.123456Z        | 37.12345Z           | line 2: decided must be a time, and is \"2026-11-23T16:40:37.12345Z\"",
                "2026-11-23T       | 2026-11-31T         | line 2: decided must be a time, and is \"2026-11-31T16:40:37.123456Z\"",
                "T16:40:37         | T24:00:00           | line 2: decided must be a time, and is \"2026-11-23T24:00:00.123456Z\""
            })
    void refusesCsv(String part, String instead, String problem) throws IOException {
        assertRefused(ExportForm.CSV, text -> replaceFirst(text, part, instead), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"decided                | [1]                          | line 1: this is not a JSON object",
                "{\"decided                | 17 {\"decided                | line 1: this is not a JSON object",
                "{\"decided                | {} {\"decided                | line 1: there is no run",
                "\"line\":4,               | \"line\":4,\"line\":4,       | line 3: line is there twice",
                "\"line\":4,               | \"page\":4,                  | line 3: an export has no page",
                "\"line\":4,               | ##                           | line 3: there is no line",
                "\"line\":4,               | \"line\":\"4\",              | line 3: line must be a whole number, and is \"4\"",
                "\"line\":4,               | \"line\":4.0,                | line 3: line must be a whole number, and is \"4.0\"",
                "\"line\":4,               | \"line\":null,               | line 3: line must be a whole number, and is \"null\"",
                "\"line\":4,               | \"line\":99999999999999999999, | line 3: line must be a whole number, and is \"99999999999999999999\"",
                "\"codes\":\"third\"       | \"codes\":3                  | line 3: codes must be a text that is not empty, and is \"3\"",
                "\"codes\":\"third\"       | \"codes\":\"\"               | line 3: codes must be a text that is not empty, and is \"\"",
                "\"codes\":\"third\"       | \"codes\":null               | line 3: codes must be a text that is not empty, and is \"null\"",
                "\"codes\":\"third\"       | \"codes\":[\"third\"]        | line 3: codes must be a text that is not empty, and is \"[\"",
                "\"codes\":\"third\"       | codes:\"third\"              | line 3: this is not JSON: ",
                "\"codes\":\"third\"       | \"codes\":\"th\\xird\"       | line 3: this is not JSON: "
            })
    void refusesJsonLines(String part, String instead, String problem) throws IOException {
        assertRefused(ExportForm.JSONL, text -> replaceFirst(text, part, instead), problem);
    }

    @Test
    void refusesJsonThatIsNotOnLines() throws IOException {
        assertRefused(ExportForm.JSONL, text -> text.replace(",\"codes", ",\n\"codes"), "line 2: a row goes on here");
        assertRefused(
                ExportForm.JSONL, text -> text.replace("}\n{", "}{"), "line 1: this is row 2, and each has a line");
        assertRefused(
                ExportForm.JSONL, text -> text.replace("}\n{", "}\n\n{"), "line 3: this is row 2, and each has a");
    }

    @Test
    void refusesParquetWithOtherColumns() throws IOException {
        String schema = ParquetRow.SCHEMA.toString();
        assertRefused(
                parquet(schema.replace("required int64 run", "required int64 runs")),
                "column 2 is required int64 runs where an export has required int64 run");
        assertRefused(
                parquet(schema.replace("required int32 record", "required int64 record")),
                "column 4 is required int64 record where an export has required int32 record");
        assertRefused(
                parquet(schema.replace("(TIMESTAMP(MICROS,true))", "(TIMESTAMP(MICROS,false))")),
                "column 1 is required int64 decided (TIMESTAMP(MICROS,false)) where");
        assertRefused(
                parquet(schema.replace("optional binary terms_version (STRING);", "")),
                "there are 21 columns where an export has 22");
    }

    @Test
    void refusesTextInParquetThatIsNone() throws IOException {
        assertRefused(
                parquet(Binary.fromString(""), CompressionCodecName.GZIP),
                "row 1: status must be a text that is not empty, and is \"\"");
        assertRefused(
                parquet(Binary.fromConstantByteArray(new byte[] {(byte) 0xC3}), CompressionCodecName.GZIP),
                "row 1: status is not UTF-8");
    }

    @Test
    void refusesParquetCompressedOtherwise() throws IOException {
        assertRefused(
                parquet(Binary.fromString("x"), CompressionCodecName.UNCOMPRESSED),
                "row 1: it is compressed by UNCOMPRESSED where an export is by GZIP");
    }

    /** At whole rows, lines are as good as before, and only a manifest tells that there were more. */
    @ParameterizedTest
    @EnumSource
    void refusesWhatIsCutOff(ExportForm form) throws IOException {
        byte[] whole = ExportedFiles.bytes(form, ROWS);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (form == ExportForm.PARQUET || !endsWithARow(form, part)) {
                Path file = ExportedFiles.write(folder, form, part);
                assertThatExceptionOfType(RefusedInput.class)
                        .as("cut to %d bytes", length)
                        .isThrownBy(() -> ExportedFiles.read(file, form));
            }
        }
    }

    private static boolean endsWithARow(ExportForm form, byte[] part) {
        String text = new String(part, StandardCharsets.UTF_8);
        return text.endsWith("\n") || (form == ExportForm.JSONL && (text.isEmpty() || text.endsWith("}")));
    }

    /** Of a Parquet file, in which GZIP has a checksum for each page, nothing is read but what was written. */
    @ParameterizedTest
    @EnumSource
    void refusesDamageOrReadsOn(ExportForm form) throws IOException {
        List<ExportedRow> rows = HostileRows.all().subList(0, 40);
        byte[] whole = ExportedFiles.bytes(form, rows);
        Random random = new Random(6);
        for (int time = 0; time < 500; time++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = ExportedFiles.write(folder, form, damaged);
            try {
                List<ExportedRow> read = ExportedFiles.read(file, form);
                assertThat(form != ExportForm.PARQUET || read.equals(rows)).isTrue();
            } catch (RefusedInput refused) {
                assertThat(refused)
                        .hasMessageStartingWith("rows." + form.word() + ": ")
                        .hasMessageNotContaining("\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFileThatIsNotThere(ExportForm form) {
        assertThatExceptionOfType(RefusedInput.class)
                .isThrownBy(() -> form.reader(folder.resolve("none")))
                .withMessageEndingWith("none: there is no such file");
        assertThatExceptionOfType(RefusedInput.class)
                .isThrownBy(() -> form.reader(folder))
                .withMessageEndingWith(": this is not a file that can be read");
    }

    private void assertRefused(ExportForm form, UnaryOperator<String> damage, String problem) throws IOException {
        String whole = new String(ExportedFiles.bytes(form, ROWS), StandardCharsets.UTF_8);
        String damaged = damage.apply(whole);
        assertThat(damaged).isNotEqualTo(whole);
        Path file = ExportedFiles.write(folder, form, damaged.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(RefusedInput.class)
                .isThrownBy(() -> ExportedFiles.read(file, form))
                .withMessageStartingWith("rows." + form.word() + ": " + problem);
    }

    private void assertRefused(byte[] parquet, String problem) throws IOException {
        Path file = ExportedFiles.write(folder, ExportForm.PARQUET, parquet);
        assertThatExceptionOfType(RefusedInput.class)
                .isThrownBy(() -> ExportedFiles.read(file, ExportForm.PARQUET))
                .withMessageStartingWith("rows.parquet: " + problem);
    }

    private static byte[] parquet(String schema) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        return parquet(type, List.of(), CompressionCodecName.GZIP);
    }

    /** @param status of the only row */
    private static byte[] parquet(Binary status, CompressionCodecName codec) throws IOException {
        SimpleGroup row = new SimpleGroup(ParquetRow.SCHEMA);
        row.append("decided", 0L).append("run", 1L).append("line", 2L).append("record", 1);
        row.append("status", status);
        Stream.of("mode", "started_by", "program_version").forEach(name -> row.append(name, "x"));
        return parquet(ParquetRow.SCHEMA, List.of(row), codec);
    }

    private static byte[] parquet(MessageType type, List<SimpleGroup> rows, CompressionCodecName codec)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new CountedOutput(bytes))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCodecFactory(codec == CompressionCodecName.GZIP ? new Gzip() : null)
                .withCompressionCodec(codec)
                .build()) {
            for (SimpleGroup row : rows) {
                writer.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static String replaceFirst(String text, String part, String instead) {
        int at = text.indexOf(part);
        return text.substring(0, at) + instead + text.substring(at + part.length());
    }
}
