package io.handover.assignment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the values that are at stake into a reason's sentence. */
final class Message {
    /** Of each reason's sentence: text and names of values in turns, text first. */
    private static final Map<Reason, List<String>> PARTS = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            PARTS.put(reason, List.of(reason.message().split("[{}]", -1)));
        }
    }

    /** In characters; what is longer is cut, so that a message stays a sentence. */
    private static final int LONGEST_VALUE = 80;

    private Message() {}

    /** Returns the reason's sentence about this question. */
    static String of(Reason reason, Question question) {
        StringBuilder sentence = new StringBuilder();
        boolean named = false;
        for (String part : Objects.requireNonNull(PARTS.get(reason))) {
            sentence.append(named ? value(part, question) : part);
            named = !named;
        }
        return sentence.toString();
    }

    /** Returns the beginning of the text in quotation marks, harmless whatever it holds. */
    static String quote(String text) {
        return '"' + Text.excerpt(text, LONGEST_VALUE) + '"';
    }

    private static String value(String name, Question question) {
        Request request = question.request();
        Facts facts = question.facts();
        return switch (name) {
            case "malformation" -> Objects.requireNonNull(request.malformation());
            case "missing_fields" -> String.join(", ", request.missingFields());
            case "invalid_values" -> String.join("; ", request.invalidValues());
            case "order_number" -> quote(request.orderNumber());
            case "requester" -> quote(request.requester());
            case "expected_account" -> quote(request.expectedAccount());
            case "account" -> quote(request.account());
            case "account_key" ->
                request.accountKey().isEmpty() ? "domain, name or address" : Text.fold(request.accountKey());
            case "virtual_account" ->
                request.virtualAccount().isEmpty()
                        ? "default virtual account"
                        : "virtual account " + quote(request.virtualAccount());
            case "orders_found" -> Integer.toString(facts.ordersFound());
            case "accounts_found" -> Integer.toString(facts.accountsFound());
            case "destination" -> question.account().domain();
            case "account_status" -> quote(question.account().status());
            case "order" -> question.order().number();
            case "kind" -> question.order().kind().name();
            case "order_status" -> quote(question.order().status());
            case "export_status" -> quote(question.order().exportStatus());
            case "current_account" -> {
                Place place = question.order().place();
                yield place == null ? "no account" : place.account().domain();
            }
            default -> throw new IllegalArgumentException("A reason's message has no value " + name);
        };
    }
}
