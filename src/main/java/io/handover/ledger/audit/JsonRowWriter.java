package io.handover.ledger.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Rows as JSON Lines. */
final class JsonRowWriter implements RowWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator((SerializableString) null)
            .build();

    /** By the places of the columns; their bytes are made once. */
    private static final List<SerializableString> NAMES = ExportColumn.NAMES.stream()
            .<SerializableString>map(SerializedString::new)
            .toList();

    private final JsonGenerator json;

    JsonRowWriter(OutputStream out) {
        json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    public void write(ExportedRow row) throws IOException {
        try {
            json.writeStartObject();
            for (ExportColumn column : ExportColumn.IN_ORDER) {
                Object value = column.of(row);
                if (value != null) {
                    json.writeName(NAMES.get(column.place()));
                    write(column.type(), value);
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException failure) {
            throw failure.getCause();
        }
    }

    private void write(ValueType type, Object value) {
        switch (type) {
            case LONG -> json.writeNumber((Long) value);
            case INT -> json.writeNumber((Integer) value);
            case TIME, TEXT -> json.writeString(type.text(value));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            json.close();
        } catch (JacksonIOException failure) {
            throw failure.getCause();
        }
    }
}
