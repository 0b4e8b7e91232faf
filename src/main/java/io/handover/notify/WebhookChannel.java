package io.handover.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * A call of somebody's HTTP address, signed so that the receiver can tell that it comes from here. The address may hold
 * a secret itself, so no more of it is told than its host.
 */
@Component
final class WebhookChannel implements Channel {
    static final String NAME = "webhook";

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NotifySettings settings;
    private final Clock clock;

    WebhookChannel(NotifySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isConfigured() {
        return settings.has(NotifySettings.WEBHOOK_URL);
    }

    @Override
    public void send(Message message) throws Undelivered {
        URI address = address();
        String secret = settings.required(NotifySettings.WEBHOOK_SECRET);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest call = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Handover-Id", message.id().toString())
                .header("X-Handover-Timestamp", timestamp)
                .header("X-Handover-Signature", Signature.of(secret, timestamp, message.body()))
                .POST(HttpRequest.BodyPublishers.ofString(message.body()))
                .build();
        int status = status(call);
        if (status / 100 != 2) {
            throw new Undelivered(address.getHost() + " answered with status " + status);
        }
    }

    private URI address() throws Undelivered {
        try {
            URI address = new URI(settings.required(NotifySettings.WEBHOOK_URL));
            boolean http =
                    "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException repeatsIt) {
            // Told below, without repeating it.
        }
        throw new Undelivered(NotifySettings.WEBHOOK_URL + " is not an address like https://host/path");
    }

    /** Waits for the whole answer, which the timeout of a call does not. */
    private static int status(HttpRequest call) throws Undelivered {
        CompletableFuture<Integer> status = HttpClient.newBuilder()
                .connectTimeout(CONNECT_PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(call, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
        String host = call.uri().getHost();
        try {
            return status.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            status.cancel(true);
            throw new Undelivered(host + " did not answer in " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failure) {
            throw new Undelivered(host + " cannot be reached ("
                    + Objects.requireNonNullElse(failure.getCause(), failure)
                            .getClass()
                            .getSimpleName() + ")");
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new Undelivered("interrupted while " + host + " was called");
        }
    }
}
