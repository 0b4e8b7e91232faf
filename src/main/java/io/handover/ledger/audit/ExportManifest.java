package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.Statement;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifest of an export on its way into its file, which is written while the rows are. */
final class ExportManifest {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;

    ExportManifest(OutputStream out) {
        json = JSON.createGenerator(out);
    }

    void begin(LedgerQuery query, Head head, List<String> detached) {
        json.writeStartObject();
        json.writeNumberProperty("format", Statement.FORMAT);
        nextLine("query");
        json.writeStartObject();
        for (Map.Entry<String, List<String>> condition : query.inWords().entrySet()) {
            json.writeName(condition.getKey());
            texts(condition.getValue());
        }
        json.writeEndObject();
        nextLine("head");
        head(head);
        nextLine("detached");
        texts(detached);
    }

    void goesOnFrom(Head since, List<byte[]> proof) {
        nextLine("since");
        head(new Head(since.size(), since.root(), null));
        nextLine("consistency");
        hashes(proof);
    }

    void beginRuns() {
        nextLine("runs");
        json.writeStartArray();
    }

    /** Writes of a run all but the proof, which follows. */
    void beginRun(Statement statement, int rows) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeName("statement");
        json.writeRawValue(statement.text());
        json.writeNumberProperty("rows", rows);
        json.writeName("proof");
        json.writeStartArray();
    }

    void hash(byte[] hash) {
        json.writeString(HexFormat.of().formatHex(hash));
    }

    void endRun() {
        json.writeEndArray();
        json.writeEndObject();
    }

    void endRuns(List<byte[]> proof) {
        json.writeEndArray();
        nextLine("proof");
        hashes(proof);
    }

    void end(String file, ExportForm form, long bytes, String sha256, long rows) {
        nextLine("file");
        json.writeStartObject();
        json.writeStringProperty("name", file);
        json.writeStringProperty("type", form.word());
        json.writeNumberProperty("bytes", bytes);
        json.writeStringProperty("sha256", sha256);
        json.writeEndObject();
        json.writeNumberProperty("rows", rows);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void nextLine(String name) {
        json.writeRaw('\n');
        json.writeName(name);
    }

    private void head(Head head) {
        json.writeStartObject();
        json.writeNumberProperty("size", head.size());
        json.writeStringProperty("root", head.root());
        if (head.time() != null) {
            json.writeStringProperty("time", Statement.text(head.time()));
        }
        json.writeEndObject();
    }

    private void texts(List<String> texts) {
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private void hashes(List<byte[]> hashes) {
        json.writeStartArray();
        hashes.forEach(this::hash);
        json.writeEndArray();
    }
}
