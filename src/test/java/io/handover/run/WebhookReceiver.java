package io.handover.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is called: checks each call's signature by itself, as README.md tells how. */
final class WebhookReceiver implements AutoCloseable {
    static final String SECRET = "webhook-s3cret-0815";
    private static final long OLDEST_SECONDS = 300;

    private final HttpServer server;
    private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/t0ken-in-the-path";
    }

    /** How long each answer takes from now on. */
    void takeTime(Duration duration) {
        delay = duration;
    }

    /** Returns what has come with a good signature, in order. */
    List<JsonNode> accepted() {
        return accepted;
    }

    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange call) throws IOException {
        calls.incrementAndGet();
        byte[] body = call.getRequestBody().readAllBytes();
        pause();
        boolean genuine = isGenuine(
                call.getRequestHeaders().getFirst("X-Handover-Timestamp"),
                body,
                call.getRequestHeaders().getFirst("X-Handover-Signature"));
        if (genuine) {
            JsonNode facts = JsonMapper.shared().readTree(body);
            genuine = facts.get("id").asString().equals(call.getRequestHeaders().getFirst("X-Handover-Id"));
            accepted.add(facts);
        }
        call.sendResponseHeaders(genuine ? 204 : 401, -1);
        call.close();
    }

    static boolean isGenuine(String timestamp, byte[] body, String signature) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            hmac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String expected = "sha256=" + HexFormat.of().formatHex(hmac.doFinal(body));
            long age = Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp));
            return age <= OLDEST_SECONDS
                    && MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An address at which nobody is. */
    static String nobody() {
        try (ServerSocket free = new ServerSocket(0)) {
            return "http://127.0.0.1:" + free.getLocalPort() + "/t0ken-in-the-path";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
