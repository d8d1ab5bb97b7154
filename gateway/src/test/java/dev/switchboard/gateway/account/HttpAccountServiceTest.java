package dev.switchboard.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.account.AccountService.Customer;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An account service that behaves badly: each answer is a value, and nothing is done twice.
class HttpAccountServiceTest {

    private static final Customer KIM = new Customer("kim", Optional.of("SE"));
    private static final Quote QUOTE =
            new Quote(
                    new Change.ReportReturn("LM-1"),
                    Optional.of("Fjord"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void the_customer_of_the_token_is_named_in_the_path_and_nobody_else_can_be() {
        HttpAccountService service = service("10s", r -> r.response().end("{\"orders\":[]}"));
        var odd = new Customer("a/b?c=d&e#f å%2F", Optional.empty());
        assertThat(await(service.orders(odd))).isEqualTo(new Reply.Ok<>(List.of()));
        assertThat(requests.getFirst().uri())
                .isEqualTo("/v1/customers/a%2Fb%3Fc%3Dd%26e%23f%20%C3%A5%252F/orders");
        await(service.orders(KIM));
        assertThat(requests.getLast().uri()).isEqualTo("/v1/customers/kim/orders?market=SE");
        assertThat(requests.getLast().getHeader("Authorization")).isEqualTo("Bearer secret");
    }

    @ParameterizedTest
    @CsvSource({".", "..", "..."})
    void a_subject_that_would_be_a_step_in_the_path_is_nobody(String sub) {
        HttpAccountService service = service("10s", r -> r.response().end("{\"orders\":[]}"));
        assertThat(await(service.orders(new Customer(sub, Optional.empty()))))
                .isEqualTo(new Reply.NotFound<>());
        assertThat(requests).isEmpty();
    }

    @Test
    void what_only_reads_is_tried_again_and_then_given_up() {
        HttpAccountService service = service("10s", r -> r.response().setStatusCode(500).end());
        assertThat(await(service.payments(KIM))).isEqualTo(new Reply.Unavailable<>("status 500"));
        assertThat(requests).hasSize(3);
    }

    @Test
    void what_only_reads_goes_on_where_the_service_recovers() {
        HttpAccountService service =
                service(
                        "10s",
                        r -> {
                            if (requests.size() < 3) {
                                r.connection().close();
                            } else {
                                r.response().end("{\"returns\":[]}");
                            }
                        });
        assertThat(await(service.returns(KIM))).isEqualTo(new Reply.Ok<>(List.of()));
    }

    @Test
    void a_change_is_asked_for_once_whatever_becomes_of_it() {
        HttpAccountService service = service("10s", r -> r.connection().close());
        assertThat(await(service.change(KIM, QUOTE, "c-1#2")))
                .isInstanceOf(Reply.Unavailable.class);
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().getHeader("Idempotency-Key")).isEqualTo("c-1#2");
    }

    @Test
    void a_service_that_is_silent_is_not_waited_for_and_not_asked_again() {
        HttpAccountService service = service("100ms", _ -> {});
        assertThat(await(service.profile(KIM))).isEqualTo(new Reply.Unavailable<>("Late"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_body_without_end_is_not_read_to_it() {
        HttpAccountService service =
                service(
                        "10s",
                        r -> {
                            r.response().setChunked(true);
                            r.response().write("x".repeat(300_000));
                        });
        assertThat(await(service.change(KIM, QUOTE, "k"))).isInstanceOf(Reply.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | not JSON | Unavailable",
                "200 | {} | Unavailable",
                "200 | {\"change\":{\"kind\":\"dance\"}} | Unavailable",
                "404 | {} | NotFound",
                "409 | {} | Impossible",
                "422 | {} | Invalid",
                "401 | {} | Unavailable",
                "302 | {} | Unavailable",
            })
    void every_answer_is_a_value(int status, String body, String reply) {
        HttpAccountService service =
                service("10s", r -> r.response().setStatusCode(status).end(body));
        assertThat(await(service.quote(KIM, QUOTE.change())).getClass().getSimpleName())
                .isEqualTo(reply);
    }

    @Test
    void a_service_that_is_not_there_is_a_value_too() {
        HttpAccountService service =
                new HttpAccountService(
                        vertx,
                        URI.create("http://127.0.0.1:1"),
                        settings("10s"),
                        new SimpleMeterRegistry());
        assertThat(await(service.orders(KIM))).isInstanceOf(Reply.Unavailable.class);
    }

    private HttpAccountService service(String timeout, Handler<HttpServerRequest> handler) {
        var server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(r -> {
                                    requests.add(r);
                                    r.body().onSuccess(_ -> handler.handle(r));
                                })
                                .listen(0, "127.0.0.1"));
        return new HttpAccountService(
                vertx,
                URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/"),
                settings(timeout),
                new SimpleMeterRegistry());
    }

    private static GatewayConfig.Account settings(String timeout) {
        long ms =
                timeout.endsWith("ms")
                        ? Long.parseLong(timeout.replace("ms", ""))
                        : 1_000 * Long.parseLong(timeout.replace("s", ""));
        return new GatewayConfig.Account(
                Optional.empty(), Optional.of("secret"), Duration.ofMillis(ms));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came", e);
        }
    }
}
