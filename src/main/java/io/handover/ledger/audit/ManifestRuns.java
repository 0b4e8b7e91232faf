package io.handover.ledger.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The runs of a manifest, one after the other. Of one run all hashes of its proof are held, 32 bytes each. */
final class ManifestRuns implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String RUNS = "runs";
    private static final String PROOF = "proof";
    private static final int HASH_BYTES = 32;

    private final JsonParser json;

    private ManifestRuns(JsonParser json) {
        this.json = json;
    }

    /** @param entry but for its proof */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: hashes on their way to be checked.
    record Entry(ManifestValue entry, byte[] proof) {
        Iterator<byte[]> hashes() {
            return IntStream.range(0, proof.length / HASH_BYTES)
                    .mapToObj(at -> Arrays.copyOfRange(proof, at * HASH_BYTES, (at + 1) * HASH_BYTES))
                    .iterator();
        }
    }

    /** Returns all members of the manifest but the runs, wherever these stand. */
    static ManifestFrame frame(Path manifest) throws WrongExport {
        try (JsonParser json = JSON.createParser(manifest)) {
            ObjectNode frame = JSON.createObjectNode();
            requireObject(json.nextToken());
            boolean hasRuns = false;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals(RUNS)) {
                    hasRuns = true;
                    json.skipChildren();
                } else {
                    frame.set(name, value(json));
                }
            }
            if (!hasRuns || json.nextToken() != null) {
                throw new WrongExport(hasRuns ? "The manifest goes on after its end." : "The manifest has no runs.");
            }
            return ManifestFrame.of(frame);
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    /** Opens the manifest, whose frame has been read, at its runs. */
    static ManifestRuns open(Path manifest) throws WrongExport {
        JsonParser json = JSON.createParser(manifest);
        try {
            json.nextToken();
            for (String name = json.nextName(); !RUNS.equals(name); name = json.nextName()) {
                json.nextToken();
                json.skipChildren();
            }
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new WrongExport("The runs of the manifest are not a list.");
            }
            return new ManifestRuns(json);
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    /** Returns the next run, or null after the last. */
    @Nullable
    Entry next() throws WrongExport {
        try {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                return null;
            }
            requireObject(json.currentToken());
            ObjectNode entry = JSON.createObjectNode();
            byte[] proof = null;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken first = json.nextToken();
                if (name.equals(PROOF) && first == JsonToken.START_ARRAY) {
                    proof = hashes();
                } else {
                    entry.set(name, value(json));
                }
            }
            if (proof == null) {
                throw new WrongExport("A run of the manifest has no proof.");
            }
            return new Entry(new ManifestValue(entry, "A run of the manifest"), proof);
        } catch (JacksonException broken) {
            throw broken(broken);
        }
    }

    private byte[] hashes() throws WrongExport {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            hashes.writeBytes(ManifestValue.hash(json.<JsonNode>readValueAsTree()));
        }
        return hashes.toByteArray();
    }

    private static JsonNode value(JsonParser json) throws WrongExport {
        JsonNode value = json.readValueAsTree();
        if (value.isNull() || hasNull(value)) {
            throw new WrongExport("The manifest has a member that is null.");
        }
        return value;
    }

    private static boolean hasNull(JsonNode value) {
        return value.valueStream().anyMatch(each -> (value.isObject() && each.isNull()) || hasNull(each));
    }

    private static void requireObject(@Nullable JsonToken token) throws WrongExport {
        if (token != JsonToken.START_OBJECT) {
            throw new WrongExport("The manifest has something else where an object has to be.");
        }
    }

    private static WrongExport broken(JacksonException broken) {
        return new WrongExport("The manifest cannot be read: " + broken.getOriginalMessage());
    }

    @Override
    public void close() {
        json.close();
    }
}
