package io.handover.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object with one thing in it altered, for each thing in it and each way of altering that. */
final class AlteredJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode original;
    private final List<ObjectNode> altered = new ArrayList<>();

    private AlteredJson(ObjectNode original) {
        this.original = original;
    }

    static List<ObjectNode> of(ObjectNode original) {
        AlteredJson json = new AlteredJson(original);
        json.alter("", original);
        return json.altered;
    }

    private void alter(String at, JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> {
                add(at, parent -> ((ObjectNode) parent).remove(name));
                alter(at + "/" + name, object.get(name));
                others(object.get(name)).forEach(other -> add(at, parent -> ((ObjectNode) parent).set(name, other)));
            });
        } else if (value instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                int here = index;
                add(at, parent -> ((ArrayNode) parent).remove(here));
                add(
                        at,
                        parent -> ((ArrayNode) parent)
                                .insert(here, parent.get(here).deepCopy()));
                if (here > 0) {
                    add(at, parent -> ((ArrayNode) parent).insert(here - 1, ((ArrayNode) parent).remove(here)));
                }
                alter(at + "/" + here, list.get(here));
                others(list.get(here)).forEach(other -> add(at, parent -> ((ArrayNode) parent).set(here, other)));
            }
        }
    }

    private void add(String at, Consumer<JsonNode> change) {
        ObjectNode copy = original.deepCopy();
        change.accept(copy.at(at));
        if (!copy.equals(original)) {
            altered.add(copy);
        }
    }

    private static List<JsonNode> others(JsonNode value) {
        List<JsonNode> others = new ArrayList<>(List.of(JSON.nullNode(), JSON.stringNode("x"), JSON.objectNode()));
        if (value.isIntegralNumber()) {
            long number = value.asLong();
            others.add(JSON.numberNode(number + 1));
            others.add(JSON.numberNode(number - 1));
            others.add(JSON.numberNode(number + (1L << 53)));
            others.add(JSON.numberNode((double) number));
            others.add(JSON.stringNode(Long.toString(number)));
        } else if (value.isString()) {
            String text = value.asString();
            others.add(JSON.stringNode(""));
            others.add(JSON.stringNode(text + " "));
            others.add(JSON.stringNode(text.replaceFirst(".$", "")));
            others.add(JSON.stringNode(text.replaceFirst("^[^0]|^0", text.startsWith("0") ? "1" : "0")));
            others.add(JSON.stringNode(text.toUpperCase(Locale.ROOT)));
            others.add(JSON.stringNode(text.replaceFirst("0+Z$", "Z")));
        } else if (value.isBoolean()) {
            others.add(JSON.booleanNode(!value.asBoolean()));
            others.add(JSON.numberNode(1));
        }
        return others;
    }
}
