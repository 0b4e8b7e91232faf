package io.handover.ledger;

import io.handover.ledger.merkle.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object in the one form that it has (RFC 8785), as far as {@code docs/ledger-format.md} needs it: members are
 * handed over sorted by name, and those without a value are left out. One object after another.
 */
public final class CanonicalJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .rootValueSeparator("")
            .build();

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private final Bytes bytes = new Bytes();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

    /** Returns a time as it stands in the ledger: UTC to the microsecond. */
    static String text(Instant time) {
        return MICROSECONDS.format(time);
    }

    /** Returns the hash of an object as a leaf of a tree, 32 bytes; nothing when it has something else than it may. */
    public static Optional<byte[]> leafOf(ObjectNode object) {
        CanonicalJson json = new CanonicalJson().begin();
        for (String name : new TreeSet<>(object.propertyNames())) {
            JsonNode value = object.get(name);
            SerializedString key = new SerializedString(name);
            if (value.isString() && !value.asString().isEmpty()) {
                json.member(key, value.asString());
            } else if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0) {
                json.member(key, value.asLong());
            } else if (value.isBoolean() && value.asBoolean()) {
                json.member(key, true);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(json.leaf());
    }

    CanonicalJson begin() {
        bytes.reset();
        json.writeStartObject();
        return this;
    }

    /**
     * Adds a text.
     *
     * @param value null for none; an empty one is none that a leaf can have, so that it shows as a change
     */
    CanonicalJson member(SerializableString name, @Nullable String value) {
        if (value != null) {
            json.writeName(name);
            json.writeString(value);
        }
        return this;
    }

    CanonicalJson member(SerializableString name, long value) {
        json.writeName(name);
        json.writeNumber(value);
        return this;
    }

    /** A member that is there when it is true. */
    CanonicalJson member(SerializableString name, boolean value) {
        if (value) {
            json.writeName(name);
            json.writeBoolean(true);
        }
        return this;
    }

    /** Ends the object and returns it as text. */
    String text() {
        json.writeEndObject();
        json.flush();
        return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Ends the object and returns its hash as a leaf of a tree, 32 bytes. */
    byte[] leaf() {
        json.writeEndObject();
        json.flush();
        return MerkleTree.hashOfLeaf(bytes.view());
    }

    /** Lets what was written be read without a copy of it. */
    private static final class Bytes extends ByteArrayOutputStream {
        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
