package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportFormTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void givesEveryValueBack(ExportForm form) throws IOException {
        List<ExportedRow> rows = HostileRows.all();
        Path file = ExportedFiles.write(folder, form, ExportedFiles.bytes(form, rows));
        assertThat(ExportedFiles.read(file, form)).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource
    void holdsNoRowsAsWell(ExportForm form) throws IOException {
        Path file = ExportedFiles.write(folder, form, ExportedFiles.bytes(form, List.of()));
        assertThat(ExportedFiles.read(file, form)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSameBytesForTheSameRows(ExportForm form) throws IOException {
        List<ExportedRow> rows = HostileRows.all();
        assertThat(ExportedFiles.bytes(form, rows)).isEqualTo(ExportedFiles.bytes(form, rows));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheStreamOpen(ExportForm form) throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        form.writer(out).close();
        assertThat(closed[0]).isFalse();
    }

    /** Row groups, too, end and begin between rows. */
    @ParameterizedTest
    @EnumSource
    void givesBackMoreRowsThanAreHeldInMemory(ExportForm form) throws IOException {
        List<ExportedRow> rows = Stream.generate(() -> HostileRows.all().stream())
                .limit(60)
                .flatMap(all -> all)
                .toList();
        Path file = ExportedFiles.write(folder, form, ExportedFiles.bytes(form, rows));
        assertThat(ExportedFiles.read(file, form).equals(rows)).isTrue();
    }

    @Test
    void isKnownByTheEndOfAName() {
        assertThat(ExportForm.of(Path.of("audit", "2026.CSV"))).isEqualTo(ExportForm.CSV);
        assertThat(ExportForm.of(Path.of("rows.csv.jsonl"))).isEqualTo(ExportForm.JSONL);
        assertThat(ExportForm.of(Path.of("rows.Parquet"))).isEqualTo(ExportForm.PARQUET);
        assertThat(ExportForm.of(Path.of("rows.json"))).isNull();
        assertThat(ExportForm.of(Path.of("csv"))).isNull();
        assertThat(Stream.of(ExportForm.values()).map(ExportForm::word)).containsExactly("csv", "jsonl", "parquet");
    }

    @Test
    void isAsTheFormatSays() throws IOException {
        List<ExportedRow> rows = List.of(
                HostileRows.row(7, Instant.parse("2026-11-23T16:40:37Z"), "ASSIGNED", null),
                HostileRows.row(8, Instant.parse("2026-11-23T16:40:37.1Z"), "''=\"", "a\n\u2028"));
        assertThat(text(ExportForm.CSV, rows)).isEqualTo("""
                decided,run,line,record,reference,requester,order_number,sales_order_number,web_order_number,\
                from_account,from_virtual_account,to_account,to_virtual_account,status,codes,message,justification,\
                case_number,mode,started_by,program_version,terms_version\r
                2026-11-23T16:40:37.000000Z,9223372036854775800,8,7,,,,,,,,,,ASSIGNED,,,,,ASSIGNED,ASSIGNED,ASSIGNED,\r
                2026-11-23T16:40:37.100000Z,9223372036854775799,9,8,A,A,A,A,A,A,A,A,A,B,A,A,A,A,B,B,B,A\r
                """.replace("A,", "\"a\n\u2028\",")
                .replace(",A\r", ",\"a\n\u2028\"\r")
                .replace("B,", "\"'''=\"\"\","));
        assertThat(text(ExportForm.JSONL, rows))
                .isEqualTo("""
                {"decided":"2026-11-23T16:40:37.000000Z","run":9223372036854775800,"line":8,"record":7,\
                "status":"ASSIGNED","mode":"ASSIGNED","started_by":"ASSIGNED","program_version":"ASSIGNED"}
                {"decided":"2026-11-23T16:40:37.100000Z","run":9223372036854775799,"line":9,"record":8,\
                "reference":A,"requester":A,"order_number":A,"sales_order_number":A,"web_order_number":A,\
                "from_account":A,"from_virtual_account":A,"to_account":A,"to_virtual_account":A,"status":B,"codes":A,\
                "message":A,"justification":A,"case_number":A,"mode":B,"started_by":B,"program_version":B,\
                "terms_version":A}
                """.replace(":A", ":\"a\\n\u2028\"").replace(":B", ":\"''=\\\"\""));
    }

    private static String text(ExportForm form, List<ExportedRow> rows) throws IOException {
        return new String(ExportedFiles.bytes(form, rows), StandardCharsets.UTF_8);
    }
}
