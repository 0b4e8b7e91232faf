package io.handover.ledger.audit;

import io.handover.ledger.Head;
import io.handover.ledger.Statement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of a manifest, whose members are asked for by what they have to be. */
record ManifestValue(ObjectNode json, String name) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST = (1L << 53) - 1;

    static byte[] hash(JsonNode hash) throws WrongExport {
        if (!hash.isString() || !HASH.matcher(hash.asString()).matches()) {
            throw new WrongExport("The manifest has " + hash + " where a hash has to be.");
        }
        return HexFormat.of().parseHex(hash.asString());
    }

    void requireFormat() throws WrongExport {
        if (number("format") != Statement.FORMAT) {
            throw new WrongExport(
                    name + " is of format " + number("format") + ", and this Handover knows " + Statement.FORMAT + ".");
        }
    }

    ManifestValue object(String member) throws WrongExport {
        if (member(member) instanceof ObjectNode object) {
            return new ManifestValue(object, name + "'s " + member);
        }
        throw wrong(member, "an object");
    }

    long number(String member) throws WrongExport {
        JsonNode value = member(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > LARGEST) {
            throw wrong(member, "a whole number");
        }
        return value.asLong();
    }

    String text(String member) throws WrongExport {
        JsonNode value = member(member);
        if (!value.isString()) {
            throw wrong(member, "a text");
        }
        return value.asString();
    }

    String hash(String member) throws WrongExport {
        return HexFormat.of().formatHex(hash(member(member)));
    }

    List<byte[]> hashes(String member) throws WrongExport {
        JsonNode list = member(member);
        if (!list.isArray()) {
            throw wrong(member, "a list");
        }
        List<byte[]> hashes = new ArrayList<>();
        for (JsonNode each : list) {
            hashes.add(hash(each));
        }
        return hashes;
    }

    ExportForm form(String member) throws WrongExport {
        for (ExportForm form : ExportForm.values()) {
            if (form.word().equals(text(member))) {
                return form;
            }
        }
        throw wrong(member, "csv, jsonl or parquet");
    }

    Head head() throws WrongExport {
        return new Head(number("size"), hash("root"), json.has("time") ? time("time") : null);
    }

    Instant time(String member) throws WrongExport {
        try {
            Instant time = Instant.parse(text(member));
            if (Statement.text(time).equals(text(member))) {
                return time;
            }
        } catch (DateTimeParseException none) {
            // told below, as for a time that is written otherwise
        }
        throw wrong(member, "a time to the microsecond");
    }

    /** Returns the text of a member that may be absent. */
    @Nullable
    String textIfAny(String member) throws WrongExport {
        return json.has(member) ? text(member) : null;
    }

    private JsonNode member(String member) throws WrongExport {
        JsonNode value = json.get(member);
        if (value == null) {
            throw new WrongExport(name + " has no " + member + ".");
        }
        return value;
    }

    private WrongExport wrong(String member, String expected) {
        return new WrongExport(name + " has a " + member + " that is not " + expected + ".");
    }
}
