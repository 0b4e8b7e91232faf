package io.handover.ledger.audit;

import static java.util.stream.Collectors.joining;

import io.handover.ledger.Head;
import io.handover.ledger.OutcomeLeaf;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.Statement;
import io.handover.ledger.merkle.ConsistencyProof;
import io.handover.ledger.merkle.InclusionProof;
import io.handover.ledger.merkle.MerkleTree;
import io.handover.ledger.merkle.SelectionProof;
import io.handover.ledger.merkle.StreamedProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The vectors of the page on the format, by their names, {@code leaf 6.1}, and what Handover makes of each. */
final class FormatVectors {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<Long, List<RecordedOutcome>> runs = new LinkedHashMap<>();

    /** @param page its text */
    FormatVectors(String page) throws IOException {
        for (String block : FormatPage.blocks(page, "vectors")) {
            block.lines().map(line -> line.split(" ", 3)).forEach(this::add);
        }
        for (ExportedRow row : ExportedFiles.read(FormatPage.EXAMPLE.resolve("orders.csv"), ExportForm.CSV)) {
            runs.computeIfAbsent(row.outcome().run(), run -> new ArrayList<>()).add(row.outcome());
        }
    }

    private void add(String[] vector) {
        if (values.put(vector[0] + " " + vector[1], vector[2]) != null) {
            throw new AssertionError("twice on the page: " + Arrays.toString(vector));
        }
    }

    Map<String, String> values() {
        return values;
    }

    /** Returns what the value of a vector has to be. */
    String made(String name) {
        String[] of = name.split("[ .:,]");
        return switch (of[0]) {
            case "outcome" -> new OutcomeLeaf().text(CanonicalText.outcome(value(name)));
            case "leaf" -> hex(leaves(of[1]).get(Integer.parseInt(of[2]) - 1));
            case "root" -> hex(root(leaves(of[1])));
            case "statement" -> statement(of[1]).text();
            case "hash" -> hex(statement(of[1]).leaf());
            case "log" -> hex(root(log(of[1])));
            case "head" -> head(of[1]);
            case "consistency" -> {
                List<byte[]> log = log(of[2]);
                yield hashes(ConsistencyProof.of(Long.parseLong(of[1]), log.size()), log);
            }
            case "selection" -> selection(leaves(of[1]), Arrays.asList(of).subList(2, of.length));
            case "path" -> {
                List<byte[]> leaves = leaves(of[1]);
                yield hashes(InclusionProof.of(Long.parseLong(of[2]) - 1, leaves.size()), leaves);
            }
            default -> throw new AssertionError("nothing is known to be a " + name);
        };
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new AssertionError("not on the page: " + name);
        }
        return value;
    }

    /** Returns the leaves of a run in the example; those on the page in full are made of what stands there. */
    private List<byte[]> leaves(String run) {
        OutcomeLeaf leaf = new OutcomeLeaf();
        return runs.getOrDefault(Long.parseLong(run), List.of()).stream()
                .map(outcome -> {
                    String onThePage = values.get("outcome " + run + "." + outcome.record());
                    return leaf.hash(onThePage == null ? outcome : CanonicalText.outcome(onThePage));
                })
                .toList();
    }

    private Statement statement(String number) {
        String text = value("statement " + number);
        List<byte[]> leaves = leaves(FormatPage.found(text, "\"run\":(\\d+)").get(0));
        return CanonicalText.statement(text, leaves.size(), hex(root(leaves)));
    }

    private List<byte[]> log(String size) {
        return IntStream.rangeClosed(1, Integer.parseInt(size))
                .mapToObj(number -> statement(Integer.toString(number)).leaf())
                .toList();
    }

    private String head(String size) {
        Statement last = statement(size);
        String sealed = FormatPage.found(last.text(), "\"sealed\":\"([^\"]+)").get(0);
        return new Head(last.number(), hex(root(log(size))), last.sealed()).word() + " " + sealed;
    }

    private static byte[] root(List<byte[]> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    private static String hashes(StreamedProof proof, List<byte[]> leaves) {
        leaves.forEach(proof::add);
        return hex(proof.hashes());
    }

    private static String selection(List<byte[]> leaves, List<String> given) {
        List<byte[]> hashes = new ArrayList<>();
        SelectionProof proof = new SelectionProof(hashes::add);
        for (int record = 1; record <= leaves.size(); record++) {
            proof.offer(leaves.get(record - 1), given.contains(Integer.toString(record)));
        }
        proof.end();
        return hex(hashes);
    }

    private static String hex(List<byte[]> hashes) {
        return hashes.isEmpty() ? "-" : hashes.stream().map(FormatVectors::hex).collect(joining(" "));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
