package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.AccountJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Reads accounts from the service that the node reads them from, as `docs/account-service.yaml`
/// describes it, and by a client of its own: what the node believes is not asked.
final class Accounts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI url;
    private final Optional<String> key;

    /// @param key sent as a bearer token
    Accounts(HttpClient http, URI url, Optional<String> key) {
        this.http = http;
        this.url = url;
        this.key = key;
    }

    /// A customer's account as it is now.
    ///
    /// @throws Stuck where the service does not give it
    AccountView of(String sub, Optional<String> market) throws InterruptedException {
        return new AccountView(
                get(sub, market, "orders", AccountJson.Orders.class).orders(),
                get(sub, market, "payments", AccountJson.Payments.class).payments(),
                get(sub, market, "returns", AccountJson.Returns.class).returns(),
                get(sub, market, "declined-purchases", AccountJson.DeclinedPurchases.class)
                        .declined(),
                get(sub, market, "profile", Profile.class));
    }

    private <T> T get(String sub, Optional<String> market, String what, Class<T> type)
            throws InterruptedException {
        String base = url.toString().replaceAll("/$", "");
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        base
                                                + "/customers/"
                                                + encoded(sub)
                                                + "/"
                                                + what
                                                + market.map(m -> "?market=" + encoded(m))
                                                        .orElse("")))
                        .timeout(PATIENCE);
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k));
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Stuck(
                        "the account service answers %d to %s"
                                .formatted(response.statusCode(), what));
            }
            return AccountJson.read(response.body(), type)
                    .orElseThrow(() -> new Stuck("the account service's " + what + " are none"));
        } catch (IOException broken) {
            throw new Stuck("the account service cannot be reached (%s)".formatted(broken));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
