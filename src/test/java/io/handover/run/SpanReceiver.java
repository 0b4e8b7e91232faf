package io.handover.run;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody who collects traces: takes them by OTLP, as protobuf over HTTP, and keeps every byte. */
final class SpanReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this status from now on. */
    void answerWith(int other) {
        status = other;
    }

    private void answer(HttpExchange call) throws IOException {
        bodies.add(call.getRequestBody().readAllBytes());
        call.sendResponseHeaders(status, -1);
        call.close();
    }

    /** Returns all that has come, a character a byte. */
    String bytes() {
        return bodies.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    private Stream<ResourceSpans> received() {
        return bodies.stream().flatMap(body -> parsed(body).getResourceSpansList().stream());
    }

    private static ExportTraceServiceRequest parsed(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what is told of the program that the spans come from. */
    Map<String, String> resource() {
        return attributes(received().findFirst().orElseThrow().getResource().getAttributesList());
    }

    /** Returns what has come, in the order in which it began. */
    List<Span> spans() {
        return received()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .toList();
    }

    Span span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the names of the spans within this one, each behind the names of those that it lies in. */
    List<String> tree(Span root) {
        return below("", root).toList();
    }

    private Stream<String> below(String path, Span span) {
        String name = path + span.getName();
        return Stream.concat(
                Stream.of(name),
                spans().stream()
                        .filter(each -> each.getParentSpanId().equals(span.getSpanId()))
                        .flatMap(each -> below(name + " ", each)));
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
