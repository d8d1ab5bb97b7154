package dev.switchboard.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.switchboard.gateway.account.AccountService.Customer;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedAccount;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.gateway.wire.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client and the embedded service speak as `docs/account-service.yaml` says: all that goes
/// between them is held against it.
class AccountContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Customer KIM = new Customer("kim", Optional.of("SE"));
    private static final Customer EVE = new Customer("eve/../kim", Optional.of("DE"));

    @TempDir Path data;
    private final Vertx vertx = Vertx.vertx();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private EmbeddedRedis redis;
    private HttpAccountService service;
    private JsonNode document;
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    @BeforeEach
    void start() throws Exception {
        document =
                new YAMLMapper().readTree(Path.of("..", "docs", "account-service.yaml").toFile());
        redis = EmbeddedRedis.start(data);
        service = service();
    }

    @AfterEach
    void stop() {
        await(vertx.close());
        redis.stop();
    }

    private HttpAccountService service() {
        var limits =
                new GatewayConfig.Redis(
                        Optional.empty(), 1_000, Duration.ofSeconds(10), 0, Duration.ofSeconds(1));
        var store =
                new Store(
                        vertx, redis.uri(), limits, Duration.ofDays(1), new SimpleMeterRegistry());
        EmbeddedAccount embedded = await(EmbeddedAccount.start(vertx, store, () -> now));
        URI checked = between(embedded.url());
        return new HttpAccountService(
                vertx,
                checked,
                new GatewayConfig.Account(
                        Optional.empty(), Optional.empty(), Duration.ofSeconds(30)),
                new SimpleMeterRegistry());
    }

    @Test
    void every_operation_is_as_described_and_none_is_left_out() {
        assertThat(ok(service.orders(KIM))).hasSizeBetween(4, 5);
        assertThat(ok(service.payments(KIM))).isNotEmpty();
        assertThat(ok(service.returns(KIM))).isNotEmpty();
        assertThat(ok(service.declined(KIM))).isNotEmpty();
        assertThat(ok(service.profile(KIM)).name()).startsWith("Kim ");
        for (Change change : changes()) {
            Quote quote = ok(service.quote(KIM, change));
            assertThat(ok(service.change(KIM, quote, "c#" + change))).isEqualTo(quote);
        }
        assertThat(problems).isEmpty();
        assertThat(operations)
                .containsOnly(
                        "GET orders",
                        "GET payments",
                        "GET returns",
                        "GET declined-purchases",
                        "GET profile",
                        "POST quotes",
                        "POST changes");
    }

    private List<Change> changes() {
        Account.Payment due = due();
        return List.of(
                new Change.ExtendDueDate(due.order()),
                new Change.ChangePlan(due.order(), 4),
                new Change.ReportReturn(due.order()),
                new Change.ChangeProfile(Change.ChangeProfile.Field.EMAIL, "kim@example.org"),
                new Change.ChangeProfile(Change.ChangeProfile.Field.PHONE, "+46 70 123 45 67"),
                new Change.ChangeProfile(Change.ChangeProfile.Field.LANGUAGE, "fi"),
                new Change.ChangeProfile(Change.ChangeProfile.Field.ADDRESS, "Nygatan 1, Umeå"));
    }

    @Test
    void the_same_customer_has_the_same_account_at_every_visit_and_others_another() {
        List<Account.Order> first = ok(service.orders(KIM));
        now = now.plus(Duration.ofDays(30));
        assertThat(ok(service().orders(KIM))).isEqualTo(first);
        assertThat(ok(service.orders(EVE))).isNotEqualTo(first);
        assertThat(first.getFirst().amount().currency()).isEqualTo("SEK");
        assertThat(ok(service.orders(EVE)).getFirst().amount().currency()).isEqualTo("EUR");
    }

    @Test
    void what_is_due_becomes_overdue_and_can_then_not_be_extended() {
        Change extend = new Change.ExtendDueDate(due().order());
        now = now.plus(Duration.ofDays(200));
        assertThat(await(service.quote(KIM, extend))).isEqualTo(new Reply.Impossible<>());
        assertThat(ok(service.payments(KIM)))
                .noneMatch(p -> p.state() == Account.Payment.State.DUE);
    }

    @Test
    void a_change_is_made_once_under_its_key_and_outlives_the_service() {
        Quote quote = ok(service.quote(KIM, new Change.ExtendDueDate(due().order())));
        assertThat(ok(service.change(KIM, quote, "k1"))).isEqualTo(quote);
        assertThat(ok(service.change(KIM, quote, "k1"))).as("again").isEqualTo(quote);
        HttpAccountService restarted = service();
        assertThat(ok(restarted.change(KIM, quote, "k1"))).isEqualTo(quote);
        assertThat(await(restarted.change(KIM, quote, "k2")))
                .as("under another key its terms hold no longer")
                .isEqualTo(new Reply.Impossible<>());
        assertThat(ok(restarted.payments(KIM)))
                .filteredOn(p -> quote.change().equals(new Change.ExtendDueDate(p.order())))
                .extracting(Account.Payment::date)
                .containsExactly(quote.date().orElseThrow());
    }

    @Test
    void many_at_once_make_it_once() {
        Quote quote = ok(service.quote(KIM, new Change.ExtendDueDate(due().order())));
        List<Future<Reply<Quote>>> all =
                java.util.stream.IntStream.range(0, 20)
                        .mapToObj(n -> service.change(KIM, quote, "k" + n))
                        .toList();
        assertThat(all.stream().map(AccountContractTest::await).filter(Reply.Ok.class::isInstance))
                .hasSize(1);
    }

    @Test
    void somebody_elses_order_is_not_found() {
        String order = due().order();
        assertThat(await(service.quote(EVE, new Change.ExtendDueDate(order))))
                .isEqualTo(new Reply.NotFound<>());
        Quote quote = ok(service.quote(KIM, new Change.ExtendDueDate(order)));
        assertThat(await(service.change(EVE, quote, "k"))).isEqualTo(new Reply.NotFound<>());
        assertThat(problems).isEmpty();
    }

    @Test
    void a_value_that_is_none_is_invalid() {
        var field = Change.ChangeProfile.Field.EMAIL;
        assertThat(await(service.quote(KIM, new Change.ChangeProfile(field, "kim at home"))))
                .isEqualTo(new Reply.Invalid<>());
    }

    private Account.Payment due() {
        return ok(service.payments(KIM)).stream()
                .filter(p -> p.extension().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /// A server that passes everything on and notes what the document does not allow.
    private URI between(URI target) {
        var client = vertx.createHttpClient();
        var server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(request ->
                                        request.body()
                                                .compose(body ->
                                                        pass(client, target, request, body)))
                                .listen(0, "127.0.0.1"));
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private Future<Void> pass(
            io.vertx.core.http.HttpClient client,
            URI target,
            HttpServerRequest request,
            Buffer body) {
        JsonNode operation = operation(request, body);
        var options =
                new RequestOptions()
                        .setMethod(request.method())
                        .setAbsoluteURI(target + request.uri())
                        .setHeaders(request.headers().copy(true).remove("Host"));
        return client.request(options)
                .compose(r -> r.send(body))
                .compose(response ->
                        response.body()
                                .compose(answer -> {
                                    checkAnswer(operation, response.statusCode(), answer);
                                    return request.response()
                                            .setStatusCode(response.statusCode())
                                            .end(answer);
                                }));
    }

    private JsonNode operation(HttpServerRequest request, Buffer body) {
        String what = request.path().replaceAll(".*/", "");
        String method = request.method().name().toLowerCase(java.util.Locale.ROOT);
        operations.add(request.method() + " " + what);
        JsonNode operation = document.path("paths").path("/customers/{sub}/" + what).path(method);
        check(!operation.isMissingNode(), method + " " + what + " is not described");
        if (operation.has("requestBody")) {
            checkBody(operation.path("requestBody"), body);
        }
        for (JsonNode parameter : operation.path("parameters")) {
            check(
                    request.getHeader(parameter.path("name").asText()) != null,
                    what + " lacks " + parameter.path("name"));
        }
        return operation;
    }

    private void checkAnswer(JsonNode operation, int status, Buffer body) {
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(status));
        checkBody(resolved(response.isMissingNode() ? responses.path("default") : response), body);
    }

    private void checkBody(JsonNode described, Buffer body) {
        try {
            JsonNode schema = described.path("content").path("application/json").path("schema");
            problems.addAll(new Schema(document, schema).problems(JSON.readTree(body.getBytes())));
        } catch (java.io.IOException e) {
            problems.add("not JSON: " + body);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static <T> T ok(Future<Reply<T>> reply) {
        Reply<T> came = await(reply);
        assertThat(came).isInstanceOf(Reply.Ok.class);
        return ((Reply.Ok<T>) came).value();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }
    }
}
