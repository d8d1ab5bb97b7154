package dev.switchboard.gateway.evals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Has the node mint the tokens that customers come with.
final class DemoTokens {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DemoTokens() {}

    /// @throws Stuck where it does not
    static String mint(HttpClient http, int port, String sub, EvalCase script)
            throws InterruptedException {
        var claims =
                new JsonObject()
                        .put("sub", sub)
                        .put("role", "customer")
                        .put("locale", script.language());
        script.market().ifPresent(market -> claims.put("market", market));
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/demo/token".formatted(port)))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(claims.encode()))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Stuck("the gateway mints no token (%d)".formatted(response.statusCode()));
            }
            return new JsonObject(response.body()).getString("token");
        } catch (IOException broken) {
            throw new Stuck("the gateway cannot be reached (%s)".formatted(broken));
        }
    }
}
