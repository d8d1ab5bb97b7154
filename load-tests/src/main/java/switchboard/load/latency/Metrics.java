package switchboard.load.latency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/// What a node tells of itself.
final class Metrics {

    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_MS = 100;

    private Metrics() {}

    /// Waits until this line is among a node's metrics.
    ///
    /// @throws IllegalStateException where it does not come
    static void await(URI node, String line) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!client.send(request, BodyHandlers.ofString()).body().contains(line)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("never said: " + line);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }
}
