package dev.switchboard.gateway.evals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/// What models read and wrote, as their servers counted it and the node's metrics tell; 0 where
/// they do not count.
public record Tokens(long in, long out) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern METRIC =
            Pattern.compile("(?m)^switchboard_model_tokens_total\\{([^}]*)} ([0-9.E+]+)$");

    static Tokens of(HttpClient http, int port) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port)))
                        .timeout(PATIENCE)
                        .build();
        try {
            return read(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException gone) {
            return new Tokens(0, 0);
        }
    }

    static Tokens read(String metrics) {
        long in = 0;
        long out = 0;
        for (var found : METRIC.matcher(metrics).results().toList()) {
            long count = (long) Double.parseDouble(found.group(2));
            in += found.group(1).contains("direction=\"in\"") ? count : 0;
            out += found.group(1).contains("direction=\"out\"") ? count : 0;
        }
        return new Tokens(in, out);
    }
}
