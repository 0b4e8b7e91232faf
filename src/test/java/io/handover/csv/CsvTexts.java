package io.handover.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads files that are never written. */
final class CsvTexts {
    private CsvTexts() {}

    static CsvFile open(String text, CsvFile.Format format) throws IOException {
        return open(text.getBytes(StandardCharsets.UTF_8), format);
    }

    static CsvFile open(byte[] bytes, CsvFile.Format format) throws IOException {
        return CsvFile.open("test.csv", () -> new ByteArrayInputStream(bytes), format, null);
    }

    static List<CsvRecord> records(String text, String... required) throws IOException {
        return records(text.getBytes(StandardCharsets.UTF_8), CsvFile.Format.requiring(List.of(required)));
    }

    static List<CsvRecord> records(byte[] bytes, CsvFile.Format format) throws IOException {
        try (CsvFile file = open(bytes, format)) {
            return rest(file);
        }
    }

    static List<CsvRecord> rest(CsvFile file) throws IOException {
        List<CsvRecord> records = new ArrayList<>();
        for (CsvRecord record = file.next(); record != null; record = file.next()) {
            records.add(record);
        }
        return records;
    }
}
