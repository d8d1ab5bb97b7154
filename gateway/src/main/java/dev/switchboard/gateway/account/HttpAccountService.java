package dev.switchboard.gateway.account;

import dev.switchboard.gateway.account.Account.Declined;
import dev.switchboard.gateway.account.Account.Order;
import dev.switchboard.gateway.account.Account.Payment;
import dev.switchboard.gateway.account.Account.Profile;
import dev.switchboard.gateway.account.Account.Return;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;

/// An account service over HTTP, as `docs/account-service.yaml` describes it. Blocks nothing; what
/// only reads is tried again where the service stumbled, what changes something is asked for once.
public final class HttpAccountService implements AccountService {

    private static final int TRIES = 3;
    private static final int PAUSE_MS = 50;
    private static final int CONNECTIONS_MAX = 64;
    private static final int WAITING_MAX = 1_000;
    private static final int STATUS_SERVER_ERRORS = 500;
    private static final int STATUS_TOO_MANY = 429;

    /// A path segment of dots alone would be taken for a step in the path.
    private static final Pattern DOTS = Pattern.compile("\\.*");

    private final Vertx vertx;
    private final HttpClient client;
    private final String base;
    private final GatewayConfig.Account settings;
    private final MeterRegistry registry;

    /// @param url of the service, to which the paths of the description are added
    public HttpAccountService(
            Vertx vertx, URI url, GatewayConfig.Account settings, MeterRegistry registry) {
        this.vertx = vertx;
        this.base = url.toString().replaceAll("/+$", "");
        this.settings = settings;
        this.registry = registry;
        int timeoutMs = Math.toIntExact(settings.timeout().toMillis());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(timeoutMs).setTcpNoDelay(true),
                        new PoolOptions()
                                .setHttp1MaxSize(CONNECTIONS_MAX)
                                .setMaxWaitQueueSize(WAITING_MAX));
    }

    /// Closes its connections.
    public Future<Void> close() {
        return client.close();
    }

    @Override
    public Future<Reply<List<Order>>> orders(Customer customer) {
        return read(customer, "orders", AccountJson.Orders.class, AccountJson.Orders::orders);
    }

    @Override
    public Future<Reply<List<Payment>>> payments(Customer customer) {
        return read(
                customer, "payments", AccountJson.Payments.class, AccountJson.Payments::payments);
    }

    @Override
    public Future<Reply<List<Return>>> returns(Customer customer) {
        return read(customer, "returns", AccountJson.Returns.class, AccountJson.Returns::returns);
    }

    @Override
    public Future<Reply<List<Declined>>> declined(Customer customer) {
        return read(
                customer,
                "declined-purchases",
                AccountJson.DeclinedPurchases.class,
                AccountJson.DeclinedPurchases::declined);
    }

    @Override
    public Future<Reply<Profile>> profile(Customer customer) {
        return read(customer, "profile", Profile.class, p -> p);
    }

    @Override
    public Future<Reply<Quote>> quote(Customer customer, Change change) {
        var ask =
                new Ask(
                        customer,
                        HttpMethod.POST,
                        "quotes",
                        AccountJson.write(new AccountJson.QuoteRequest(change)),
                        Optional.empty());
        return retried(ask, TRIES).map(answer -> answer.as(Quote.class));
    }

    @Override
    public Future<Reply<Quote>> change(Customer customer, Quote quote, String key) {
        var ask =
                new Ask(
                        customer,
                        HttpMethod.POST,
                        "changes",
                        AccountJson.write(new AccountJson.ChangeRequest(quote)),
                        Optional.of(key));
        return retried(ask, 1).map(answer -> answer.as(Quote.class));
    }

    private <W, T> Future<Reply<T>> read(
            Customer customer, String what, Class<W> type, Function<W, T> value) {
        var ask = new Ask(customer, HttpMethod.GET, what, "", Optional.empty());
        return retried(ask, TRIES).map(answer -> answer.as(type).map(value));
    }

    /// One thing that is asked for.
    ///
    /// @param key of what changes something
    private record Ask(
            Customer customer, HttpMethod method, String what, String body, Optional<String> key) {}

    /// What came back, if anything did.
    private sealed interface Answer {
        record Came(int status, String body) implements Answer {
            @Override
            public <T> Reply<T> as(Class<T> type) {
                return switch (status) {
                    case 200 ->
                            AccountJson.read(body, type)
                                    .<Reply<T>>map(Reply.Ok::new)
                                    .orElseGet(() ->
                                            new Reply.Unavailable<>(
                                                    "an answer that is no "
                                                            + type.getSimpleName()));
                    case 404 -> new Reply.NotFound<>();
                    case 409 -> new Reply.Impossible<>();
                    case 422 -> new Reply.Invalid<>();
                    default -> new Reply.Unavailable<>("status " + status);
                };
            }
        }

        record Failed(String why, boolean late) implements Answer {
            @Override
            public <T> Reply<T> as(Class<T> type) {
                return new Reply.Unavailable<>(why);
            }
        }

        <T> Reply<T> as(Class<T> type);

        /// Whether it may go better the next time. Who has waited for a time-out is not made to
        /// wait for another.
        default boolean retriable() {
            return switch (this) {
                case Came came ->
                        came.status() >= STATUS_SERVER_ERRORS || came.status() == STATUS_TOO_MANY;
                case Failed failed -> !failed.late();
            };
        }
    }

    private Future<Answer> retried(Ask ask, int tries) {
        if (DOTS.matcher(ask.customer().sub()).matches()) {
            return Future.succeededFuture(new Answer.Came(404, ""));
        }
        return once(ask)
                .compose(answer ->
                        tries > 1 && answer.retriable()
                                ? pause(TRIES - tries).compose(_ -> retried(ask, tries - 1))
                                : Future.succeededFuture(answer));
    }

    /// Longer each time, and by chance, so that what failed together does not come back together.
    private Future<Long> pause(int before) {
        long longest = (long) PAUSE_MS << (before + 1);
        return vertx.timer(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1))
                .map(longest);
    }

    private Future<Answer> once(Ask ask) {
        Timer.Sample began = Timer.start(registry);
        return new Exchange(client, settings.timeout())
                .run(options(ask), Buffer.buffer(ask.body()))
                .<Answer>map(came -> new Answer.Came(came.status(), came.body().toString()))
                .otherwise(e ->
                        new Answer.Failed(e.getClass().getSimpleName(), e instanceof Exchange.Late))
                .onSuccess(answer ->
                        began.stop(
                                registry.timer(
                                        "switchboard.account.calls",
                                        "what",
                                        ask.what(),
                                        "outcome",
                                        outcome(answer))));
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Came(int status, _) -> Integer.toString(status);
            case Answer.Failed(_, boolean late) -> late ? "late" : "failed";
        };
    }

    private RequestOptions options(Ask ask) {
        Customer customer = ask.customer();
        String market = customer.market().map(m -> "?market=" + encoded(m)).orElse("");
        RequestOptions options =
                new RequestOptions()
                        .setMethod(ask.method())
                        .setAbsoluteURI(
                                "%s/customers/%s/%s%s"
                                        .formatted(
                                                base, encoded(customer.sub()), ask.what(), market))
                        .putHeader("Accept", "application/json");
        if (!ask.body().isEmpty()) {
            options.putHeader("Content-Type", "application/json");
        }
        settings.key().ifPresent(key -> options.putHeader("Authorization", "Bearer " + key));
        ask.key().ifPresent(key -> options.putHeader("Idempotency-Key", key));
        return options;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
