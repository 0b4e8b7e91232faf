package io.handover.command;

import io.handover.ledger.Head;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a head that somebody has kept: {@code SIZE:ROOT}, or a file that has it. */
final class GivenHead implements ITypeConverter<Head> {
    private static final Pattern WORD = Pattern.compile("(0|[1-9]\\d{0,14}):([0-9a-f]{64})");

    /** Where a manifest of an export, the manifest of a run and the answer of {@code audit head --json} have it. */
    private static final List<String> PLACES = List.of("/head", "/seal/head", "");

    @Override
    public Head convert(String text) {
        Matcher word = WORD.matcher(text);
        if (word.matches()) {
            return new Head(Long.parseLong(word.group(1)), word.group(2), null);
        }
        return inFile(text)
                .orElseThrow(() -> new TypeConversionException("'" + text
                        + "' is neither a head, SIZE:ROOT as audit head prints it, nor a manifest that has one."));
    }

    private static Optional<Head> inFile(String name) {
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file) ? in(JsonMapper.shared().readTree(file.toFile())) : Optional.empty();
        } catch (InvalidPathException | JacksonException noManifest) {
            return Optional.empty();
        }
    }

    private static Optional<Head> in(JsonNode json) {
        return PLACES.stream()
                .map(json::at)
                .map(head ->
                        head.path("size").asString("") + ":" + head.path("root").asString(""))
                .map(WORD::matcher)
                .filter(Matcher::matches)
                .map(word -> new Head(Long.parseLong(word.group(1)), word.group(2), null))
                .findFirst();
    }
}
