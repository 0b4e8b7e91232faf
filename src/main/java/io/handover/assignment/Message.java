package io.handover.assignment;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values that are at stake into a reason's sentence. */
final class Message {
    private static final Pattern NAME_IN_BRACES = Pattern.compile("\\{(\\w+)}");

    /** In characters; what is longer is cut, so that a message stays a sentence. */
    private static final int LONGEST_VALUE = 80;

    private Message() {}

    /** Returns the reason's sentence about this question. */
    static String of(Reason reason, Question question) {
        return NAME_IN_BRACES.matcher(reason.message()).replaceAll(name -> literally(value(name.group(1), question)));
    }

    /** Returns the beginning of the text in quotation marks, harmless whatever it holds. */
    static String quote(String text) {
        return '"' + Text.excerpt(text, LONGEST_VALUE) + '"';
    }

    private static String literally(String value) {
        return Matcher.quoteReplacement(value);
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
