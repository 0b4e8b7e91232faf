package io.handover.ledger.audit;

import io.handover.assignment.Text;
import io.handover.csv.RefusedInput;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Rows of Parquet, as {@link ParquetRowWriter} writes them. */
final class ParquetRowReader implements RowReader {
    /** Code points of what the library says of a damaged file. */
    private static final int COMPLAINT_LENGTH = 200;

    private final String file;
    private final ParquetFileReader parquet;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private @Nullable RecordReader<Group> rowGroup;
    private long leftInRowGroup;
    private long rows;

    ParquetRowReader(Path file) throws IOException {
        this.file = String.valueOf(file.getFileName());
        this.parquet = open(file);
        String problem = problem(Files.size(file));
        if (problem != null) {
            parquet.close();
            throw new RefusedInput(this.file, problem);
        }
    }

    private ParquetFileReader open(Path path) {
        try {
            return ParquetFileReader.open(
                    new LocalInputFile(path),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .withCodecFactory(new Gzip())
                            .build());
        } catch (IOException | RuntimeException damaged) {
            throw new RefusedInput(file, "this is not a whole Parquet file: " + complaint(damaged));
        }
    }

    private @Nullable String problem(long size) {
        List<Type> expected = ParquetRow.SCHEMA.getFields();
        List<Type> found = parquet.getFileMetaData().getSchema().getFields();
        for (int column = 0; column < Math.min(expected.size(), found.size()); column++) {
            if (!found.get(column).equals(expected.get(column))) {
                return "column %d is %s where an export has %s"
                        .formatted(column + 1, shown(found.get(column)), shown(expected.get(column)));
            }
        }
        if (found.size() != expected.size()) {
            return "there are %,d columns where an export has %d".formatted(found.size(), expected.size());
        }
        boolean tooShort = parquet.getRowGroups().stream()
                .mapToLong(BlockMetaData::getCompressedSize)
                .anyMatch(bytes -> bytes < 0 || bytes > size);
        return tooShort ? "this is not a whole Parquet file: it is shorter than it says" : null;
    }

    private static String shown(Type column) {
        return Text.excerpt(column.toString(), COMPLAINT_LENGTH);
    }

    private static String complaint(Throwable damaged) {
        return Text.excerpt(String.valueOf(damaged.getMessage()), COMPLAINT_LENGTH);
    }

    @Override
    public @Nullable ExportedRow next() throws IOException {
        rows++;
        try {
            Group group = nextGroup();
            return group == null ? null : row(group);
        } catch (WrongRow wrong) {
            throw refused(wrong.cause());
        } catch (IOException | RuntimeException damaged) {
            throw refused("the file is damaged: " + complaint(damaged));
        }
    }

    private RefusedInput refused(String cause) {
        return new RefusedInput(file, "row %,d: %s".formatted(rows, cause));
    }

    private @Nullable Group nextGroup() throws IOException {
        while (rowGroup == null || leftInRowGroup == 0) {
            PageReadStore pages = parquet.readNextRowGroup();
            if (pages == null) {
                return null;
            }
            leftInRowGroup = pages.getRowCount();
            rowGroup = new ColumnIOFactory()
                    .getColumnIO(ParquetRow.SCHEMA)
                    .getRecordReader(pages, new GroupRecordConverter(ParquetRow.SCHEMA));
        }
        leftInRowGroup--;
        return rowGroup.read();
    }

    private ExportedRow row(Group group) throws IOException {
        RowValues values = new RowValues();
        for (ExportColumn column : ExportColumn.IN_ORDER) {
            int place = column.place();
            if (group.getFieldRepetitionCount(place) > 0) {
                values.put(column, value(group, column, place));
            }
        }
        return values.row();
    }

    private Object value(Group group, ExportColumn column, int place) throws IOException {
        return switch (column.type()) {
            case TIME -> Instant.EPOCH.plus(group.getLong(place, 0), ChronoUnit.MICROS);
            case LONG -> group.getLong(place, 0);
            case INT -> group.getInteger(place, 0);
            case TEXT -> ValueType.TEXT.parse(column, text(group, column, place));
        };
    }

    private String text(Group group, ExportColumn column, int place) throws IOException {
        try {
            return utf8.decode(group.getBinary(place, 0).toByteBuffer()).toString();
        } catch (CharacterCodingException wrong) {
            throw new WrongRow(column.columnName() + " is not UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
