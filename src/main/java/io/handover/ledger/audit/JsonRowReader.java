package io.handover.ledger.audit;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.handover.assignment.Text;
import io.handover.csv.Excerpt;
import io.handover.csv.RefusedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Rows of JSON Lines, the members of each in any order. */
final class JsonRowReader implements RowReader {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<String, ExportColumn> COLUMNS =
            ExportColumn.IN_ORDER.stream().collect(toUnmodifiableMap(ExportColumn::columnName, Function.identity()));

    /** Code points of what a parser says. */
    private static final int COMPLAINT_LENGTH = 200;

    private final String file;
    private final JsonParser json;
    private long rows;

    JsonRowReader(Path file) throws IOException {
        this.file = String.valueOf(file.getFileName());
        this.json = JSON.createParser(ObjectReadContext.empty(), Files.newInputStream(file));
    }

    @Override
    public @Nullable ExportedRow next() throws IOException {
        try {
            JsonToken start = json.nextToken();
            if (start == null) {
                return null;
            }
            rows++;
            return row(start);
        } catch (WrongRow wrong) {
            throw new RefusedInput(file, line(), wrong.cause());
        } catch (JacksonIOException failure) {
            throw failure.getCause();
        } catch (JacksonException wrong) {
            String complaint = Text.excerpt(wrong.getOriginalMessage(), COMPLAINT_LENGTH);
            throw new RefusedInput(file, line(), "this is not JSON: " + complaint);
        }
    }

    private int line() {
        return json.currentLocation().getLineNr();
    }

    private ExportedRow row(JsonToken start) {
        if (line() != rows) {
            throw new WrongRow("this is row %,d, and each has a line of its own".formatted(rows));
        }
        if (start != JsonToken.START_OBJECT) {
            throw new WrongRow("this is not a JSON object");
        }
        RowValues values = new RowValues();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            ExportColumn column = COLUMNS.get(name);
            if (column == null) {
                throw new WrongRow("an export has no " + Excerpt.of(name));
            }
            values.put(column, value(column, json.nextToken()));
        }
        if (line() != rows) {
            throw new WrongRow("a row goes on here, and each has a line of its own");
        }
        return values.row();
    }

    private Object value(ExportColumn column, @Nullable JsonToken token) {
        ValueType type = column.type();
        boolean number = type == ValueType.LONG || type == ValueType.INT;
        if (token != (number ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING)) {
            throw type.wrong(column, String.valueOf(json.getString()));
        }
        return type.parse(column, json.getString());
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
