package io.handover.ledger.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Exports, written and read whole. */
final class ExportedFiles {
    private ExportedFiles() {}

    static byte[] bytes(ExportForm form, Iterable<ExportedRow> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RowWriter writer = form.writer(bytes)) {
            for (ExportedRow row : rows) {
                writer.write(row);
            }
        }
        return bytes.toByteArray();
    }

    static Path write(Path folder, ExportForm form, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("rows." + form.word()), bytes);
    }

    static List<ExportedRow> read(Path file, ExportForm form) throws IOException {
        List<ExportedRow> rows = new ArrayList<>();
        try (RowReader reader = form.reader(file)) {
            for (ExportedRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
