package io.handover.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What a row is in a Parquet file, and how it is taken apart for one. */
final class ParquetRow extends WriteSupport<ExportedRow> {
    static final MessageType SCHEMA = new MessageType(
            "row", ExportColumn.IN_ORDER.stream().map(ParquetRow::field).toList());

    private @Nullable RecordConsumer parquet;

    private static Type field(ExportColumn column) {
        Repetition repetition = column.required() ? Repetition.REQUIRED : Repetition.OPTIONAL;
        return switch (column.type()) {
            case TIME ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.columnName());
            case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.columnName());
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.columnName());
            case TEXT ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.columnName());
        };
    }

    @Override
    public WriteContext init(ParquetConfiguration settings) {
        return new WriteContext(SCHEMA, Map.of());
    }

    /** Not called with settings of Parquet's own, but asked for. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration hadoop) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer parquet) {
        this.parquet = parquet;
    }

    @Override
    public void write(ExportedRow row) {
        RecordConsumer record = Objects.requireNonNull(parquet);
        record.startMessage();
        for (ExportColumn column : ExportColumn.IN_ORDER) {
            Object value = column.of(row);
            if (value != null) {
                record.startField(column.columnName(), column.place());
                add(record, column.type(), value);
                record.endField(column.columnName(), column.place());
            }
        }
        record.endMessage();
    }

    private static void add(RecordConsumer record, ValueType type, Object value) {
        switch (type) {
            case TIME -> record.addLong(microseconds((Instant) value));
            case LONG -> record.addLong((Long) value);
            case INT -> record.addInteger((Integer) value);
            case TEXT ->
                record.addBinary(Binary.fromConstantByteArray(((String) value).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Returns the time since 1970; {@link Instant#until} cannot tell it of times after 2262 on all JDKs. */
    private static long microseconds(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }
}
