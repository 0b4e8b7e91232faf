package io.handover.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.handover.command.TestProgram.Result;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a bad file gets: refused whole with line and cause, or rejected record by record while the rest goes on. */
class RefusedFilesTest {
    private static final String SOUND = "S1,a.example,ann@p1.example";
    private static final String HEADER = "order_number,smart_account,requester";

    @TempDir
    private static Path folder;

    private static Register register;

    @BeforeAll
    static void setUp() {
        register = new Register(folder, 30);
    }

    @AfterAll
    static void tearDown() {
        register.close();
    }

    static Stream<Arguments> refusedFiles() {
        String longRecord = "S1,a.example," + "x".repeat(70_000);
        return Stream.of(
                refused("empty", "", "", 0, "there is no header"),
                refused("nothing but empty lines", "\n\n\r\n", "", 0, "there is no header"),
                refused("bytes that are not UTF-8", HEADER + "\n" + SOUND + "\nS2,\u00e9,x", "", 3, "UTF-8"),
                refused("unknown charset", HEADER + "\n" + SOUND, "--charset=KLINGON", 0, "KLINGON"),
                refused("a quote that never closes", HEADER + "\n" + SOUND + "\n\"S2,a", "", 3, "quote"),
                refused("one that opens lines later", HEADER + "\n\"a\nb\",c,\"d\ne", "", 3, "quote"),
                refused("text after a closing quote", HEADER + "\n" + SOUND + "\n\"S2\"x,a,b", "", 3, "closing quote"),
                refused("a blank after a closing quote", HEADER + "\n\"S2\" ,a,b", "", 2, "closing quote"),
                refused("no order_number", "smart_account,requester\na,b", "", 1, "order_number"),
                refused("no smart_account", "order_number,requester\na,b", "", 1, "smart_account"),
                refused("another delimiter", HEADER + "\n" + SOUND, "--delimiter=|", 1, "order_number"),
                refused("a column twice", HEADER + ",Order  Number\na,b,c,d", "", 1, "order_number"),
                refused("an extra column twice", HEADER + ",note,NOTE\na,b,c,d,e", "", 1, "note"),
                refused("more records than allowed", HEADER + ("\n" + SOUND).repeat(3), "--max-records=2", 4, "2"),
                refused("a record too long", HEADER + "\n" + SOUND + "\n\n" + longRecord, "", 4, "65,536"));
    }

    private static Arguments refused(String what, String content, String option, int line, String cause) {
        return Arguments.of(what, content, option, line, cause);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedFiles")
    void areRefusedWholeWithLineAndCause(String what, String content, String option, int line, String cause)
            throws IOException {
        Path file = Files.write(folder.resolve("bad.csv"), content.getBytes(ISO_8859_1));

        Result result = option.isEmpty() ? register.run(file) : register.run(file, option);

        assertThat(result.status()).as(result.err()).isEqualTo(65);
        assertThat(result.err()).contains("bad.csv: " + (line == 0 ? "" : "line " + line + ": "));
        assertThat(result.err()).contains(cause).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
        assertNothingWasApplied();
        assertThat(register.sql
                        .sql("SELECT status FROM runs ORDER BY id DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .isEqualTo("REFUSED");
    }

    private static void assertNothingWasApplied() {
        assertThat(register.count("SELECT count(*) FROM requests")).isZero();
        assertThat(register.count("SELECT count(*) FROM outcomes")).isZero();
        assertThat(register.count("SELECT count(*) FROM orders WHERE assigned_by_run IS NOT NULL"))
                .isZero();
        assertThat(register.reports()).doesNotExist();
    }

    @Test
    void aRefusedFileIsTakenWhenItIsHandedInRightly() throws IOException {
        try (Register own = new Register(Files.createDirectory(folder.resolve("own")), 1)) {
            Path file = Files.write(
                    folder.resolve("latin.csv"),
                    (HEADER + ",note\n" + SOUND + ",Z\u00fcrich").getBytes(Charset.forName("windows-1252")));
            assertThat(own.run(file).status()).isEqualTo(65);

            assertThat(own.run(file, "--charset", "windows-1252").status()).isZero();
            assertThat(own.results("latin", 2).get(0).get("note")).isEqualTo("Z\u00fcrich");
        }
    }

    static Stream<Arguments> rejectedRecords() {
        return Stream.of(
                Arguments.of("S1,a.example", "MALFORMED_RECORD", "has 2 fields where the header has 3"),
                Arguments.of("S1,a.example,ann@p1.example,x,y", "MALFORMED_RECORD", "has 5 fields"),
                Arguments.of("  ", "MALFORMED_RECORD", "has 1 field"),
                Arguments.of("S1,a.ex\u0000mple,ann@p1.example", "MALFORMED_RECORD", "U+0000"),
                Arguments.of("S1\u0007,a.example,ann@p1.example", "MALFORMED_RECORD", "U+0007"),
                Arguments.of("S1,a.example\u0085,ann@p1.example", "MALFORMED_RECORD", "U+0085"),
                Arguments.of("S1," + "a".repeat(4097) + ",ann@p1.example", "MALFORMED_RECORD", "4,097"),
                Arguments.of(",a.example,\u007f", "MALFORMED_RECORD;MISSING_FIELD;INVALID_VALUE", "U+007F"),
                Arguments.of(" \u00a0,a.example,ann@p1.example", "MISSING_FIELD", "order_number"),
                Arguments.of("S1,,ann@p1.example", "MISSING_FIELD", "smart_account"),
                Arguments.of("S1,a.example,", "MISSING_FIELD", "requester"),
                Arguments.of("1.13582E+08,a.example,ann@p1.example", "DAMAGED_NUMBER", "1.13582E+08"),
                Arguments.of("17850.0,a.example,ann@p1.example", "DAMAGED_NUMBER", "17850.0"),
                Arguments.of("S1,a.example,ann at p1", "INVALID_VALUE", "ann at p1"));
    }

    @Test
    void badRecordsAreRejectedOneByOneWhileTheRestGoesOn() throws IOException {
        List<Arguments> bad = rejectedRecords().toList();
        StringBuilder content = new StringBuilder(HEADER).append('\n');
        for (int at = 0; at < bad.size(); at++) {
            content.append(bad.get(at).get()[0]).append('\n');
            content.append("S").append(at + 1).append(",a.example,ann@p1.example\n");
        }
        try (Register own = new Register(Files.createDirectory(folder.resolve("records")), bad.size())) {
            Path file = Files.write(
                    folder.resolve("records.csv"), content.toString().getBytes(UTF_8));
            assertThat(own.run(file).status()).isEqualTo(4);

            var results = own.results("records", 1);
            for (int at = 0; at < bad.size(); at++) {
                var rejected = results.get(2 * at);
                assertThat(rejected.get("__line")).isEqualTo(Integer.toString(2 + 2 * at));
                assertThat(rejected.get("__status")).isEqualTo("REJECTED");
                assertThat(rejected.get("__codes")).isEqualTo(bad.get(at).get()[1]);
                assertThat(rejected.get("__message"))
                        .contains((String) bad.get(at).get()[2]);
                assertThat(results.get(2 * at + 1).get("__status")).isEqualTo("ASSIGNED");
            }
        }
    }
}
